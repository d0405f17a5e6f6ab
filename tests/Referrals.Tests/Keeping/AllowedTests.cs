using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Domain.Keeping;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>The rule alone, over rows.</summary>
public sealed class AllowedTests
{
    private static readonly Guid Ngo = Guid.NewGuid();
    private static readonly Guid Hotline = Guid.NewGuid();
    private static readonly Allowance Figures = new(10, 30, null, null, new HashSet<Guid> { Hotline });

    [Theory]
    [InlineData("a person", "asked 5 me", 1, "person 5")]
    [InlineData("a person", "asked 4 me", 1, "")]
    [InlineData("a person", "asked 4 me", 2, "person 5")]
    [InlineData("a person", "asked 5 another", 5, "")]
    [InlineData("a person", "asked 9 another", 2, "organisation 10")]
    [InlineData("a person", "waiting 3 me, held 2 me", 1, "person 5")]
    [InlineData("a person", "expected 6 another, waiting 4 another", 1, "organisation 10")]
    [InlineData("a person", "", 11, "organisation 10")]
    [InlineData("a client", "asked 5 me", 5, "")]
    [InlineData("a client", "asked 5 me", 6, "organisation 10")]
    [InlineData("of a hotline", "asked 14 me, held 15 another", 1, "")]
    [InlineData("of a hotline", "asked 15 me", 1, "person 15")]
    [InlineData("of a hotline", "asked 15 another, held 15 a third", 1, "organisation 30")]
    [InlineData("limited by its own figure", "asked 2 me", 1, "person 2")]
    public void Places_are_kept_within_the_share(string who, string kept, int more, string excess)
    {
        var figures = who == "limited by its own figure" ? Figures with { Person = 2 } : Figures;
        var asker = new Asker(who == "of a hotline" ? Hotline : Ngo, "me", who == "a client");

        var allowed = Allowed.Of(figures, Rows(kept), asker, more, out var passed);

        (passed is null ? "" : $"{passed.Of} {passed.Most}").ShouldBe(excess);
        (allowed is null).ShouldBe(passed is not null);
    }

    [Theory]
    [InlineData(0, 5, false)]
    [InlineData(0, 6, true)]
    [InlineData(5, 1, true)]
    [InlineData(6, 1, false)]
    public void More_than_half_within_an_hour_is_unusual_once(int recent, int more, bool unusual) =>
        Allowed
            .Of(Figures, [new("asked", "another", recent, recent)], new(Ngo, "me", IsClient: true), more, out _)!
            .IsUnusual.ShouldBe(unusual);

    [Fact]
    public void Every_state_before_arrival_keeps_places_and_every_way_can_be_ended()
    {
        Ways.OfStatus.Keys.ShouldBe(Status.Open.Where(status => status != Status.InProgress), ignoreOrder: true);
        Ways.Free.Keys.ShouldBe(Ways.All, ignoreOrder: true);
    }

    private static List<Kept> Rows(string kept) =>
        [
            .. kept.Split(", ", StringSplitOptions.RemoveEmptyEntries)
                .Select(row => row.Split(' ', 3))
                .Select(row => new Kept(row[0], row[2], int.Parse(row[1]))),
        ];
}
