using ReferralNetwork.Capacity.Domain;

namespace ReferralNetwork.Capacity.Tests.Walk;

/// <summary>Whose turn it is, over rows: partner, urgency and minute of joining.</summary>
public sealed class TurnTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    [Theory]
    [InlineData("a normal 1, a urgent 2, a emergency 3", "", "3 2 1")]
    [InlineData("a urgent 1, b urgent 2", "", "1 2")]
    [InlineData("a urgent 1, b emergency 2, b emergency 3, b emergency 4", "", "2 1 3 4")]
    [InlineData("b emergency 1, b emergency 2, a emergency 3", "", "1 3 2")]
    [InlineData("b emergency 1, b emergency 2, a urgent 3, a normal 4", "", "1 2 3 4")]
    [InlineData("a urgent 1, b emergency 3", "b 2", "1 3")]
    [InlineData("a urgent 3, b emergency 4", "b 2", "4 3")]
    [InlineData("b urgent 1, b emergency 3", "b 2", "3 1")]
    [InlineData("a normal 1, b emergency 3", "b 2", "3 1")]
    [InlineData("a urgent 1, b emergency 3, c emergency 4", "b 2", "4 1 3")]
    public void Places_are_given_in_turn(string line, string had, string order)
    {
        var waiting = Rows(line)
            .Select(row => new Waiter(
                Id(row[2]),
                Id(row[0]),
                row[1] switch
                {
                    "emergency" => 0,
                    "urgent" => 1,
                    _ => 2,
                },
                At(row[2])
            ))
            .ToList();
        var turns = Rows(had).Select(row => new Turn(Id(row[0]), At(row[1]))).ToList();

        Turns.InOrder(waiting, turns).Select(waiter => waiter.Id).ShouldBe(order.Split(' ').Select(Id));
    }

    private static IEnumerable<string[]> Rows(string text) =>
        text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(' '));

    private static Guid Id(string name) => new(name[0], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static DateTimeOffset At(string minute) => Start.AddMinutes(int.Parse(minute));
}
