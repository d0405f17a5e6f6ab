namespace ReferralNetwork.Contracts.Tests;

/// <summary>The states of a reservation, written down a second time.</summary>
public sealed class GroupReservationTableTests
{
    [Theory]
    [InlineData("turn-away", Actor.Service, "refused", "-", "-", "-")]
    [InlineData("accept", Actor.Provider, "kept", "-", "-", "-")]
    [InlineData("refuse", Actor.Provider, "refused", "refused", "-", "-")]
    [InlineData("answer-overdue", Actor.Clock, "refused", "-", "-", "-")]
    [InlineData("expire", Actor.Clock, "ended", "ended", "-", "-")]
    [InlineData("give-back", Actor.Referrer, "ended", "ended", "-", "-")]
    public void An_action_leads_where_the_table_says(string action, Actor by, params string[] to)
    {
        string[] from =
        [
            GroupReservationStatus.Asked,
            GroupReservationStatus.Kept,
            GroupReservationStatus.Refused,
            GroupReservationStatus.Ended,
        ];
        GroupReservationTable.Of(action).By.ShouldBe(by);
        from.Select(status => GroupReservationTable.Allows(action, status) ? GroupReservationTable.Of(action).To : "-")
            .ShouldBe(to);
        from.Select(status => GroupReservationTable.AvailableTo(by, status).Contains(action))
            .ShouldBe(to.Select(state => state != "-"));
    }

    [Fact]
    public void Places_are_kept_while_it_is_asked_and_kept() =>
        GroupReservationStatus.Keeping.ShouldBe(["asked", "kept"]);
}
