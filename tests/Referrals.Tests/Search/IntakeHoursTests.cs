using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Tests.Search;

public class IntakeHoursTests
{
    [Theory]
    [InlineData("08:00-17:00", "08:00", true)]
    [InlineData("08:00-17:00", "16:59", true)]
    [InlineData("08:00-17:00", "17:00", false)]
    [InlineData("08:00-17:00", "07:59", false)]
    [InlineData("20:00-06:00", "23:59", true)]
    [InlineData("20:00-06:00", "00:00", true)]
    [InlineData("20:00-06:00", "05:59", true)]
    [InlineData("20:00-06:00", "06:00", false)]
    [InlineData("20:00-06:00", "19:59", false)]
    [InlineData("00:00-24:00", "23:59", true)]
    [InlineData("09:00-09:00", "08:59", true)]
    [InlineData(null, "03:00", true)]
    public void Doors_are_open_by_the_clock_in_Cambodia(string? hours, string local, bool open)
    {
        var at = new DateTimeOffset(2025, 3, 10, 0, 0, 0, TimeSpan.FromHours(7)).Add(TimeSpan.Parse(local, null));

        IntakeHours.Parse(hours)!.Value.Admits(at).ShouldBe(open);
        IntakeHours.Parse(hours)!.Value.Admits(at.ToUniversalTime()).ShouldBe(open);
    }

    [Theory]
    [InlineData("8-17")]
    [InlineData("mornings")]
    [InlineData("25:00-26:00")]
    [InlineData("08:00")]
    public void Hours_that_nobody_can_read_promise_nothing(string hours) => IntakeHours.Parse(hours).ShouldBeNull();
}
