using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What must not go unseen, of what a provider's service says.</summary>
public sealed class AlertTests
{
    [Theory]
    [InlineData(Status.Rejected, Business.NoResponse, null, null, false, "no-response+")]
    [InlineData(Status.Failed, Business.NoShow, null, null, false, "no-show")]
    [InlineData(Status.Failed, Business.NotArrived, null, null, false, "possibly-missing")]
    [InlineData(Status.Completed, Business.Missing, null, null, false, "missing+")]
    [InlineData(Status.Accepted, Business.Accepted, null, null, false, "")]
    [InlineData(Status.Accepted, Business.Accepted, "suspended", null, false, "suspended+")]
    [InlineData(Status.Accepted, Business.Accepted, "suspended", "suspended", false, "")]
    [InlineData(Status.Accepted, Business.Accepted, "overbooked", null, false, "overbooked")]
    [InlineData(Status.Accepted, Business.Accepted, "overbooked", "overbooked", false, "")]
    [InlineData(Status.Accepted, Business.Accepted, "suspended", "overbooked", false, "suspended+")]
    [InlineData(Status.Ready, Business.Scheduled, "wrong-code-word", null, false, "wrong-code-word")]
    [InlineData(Status.Ready, Business.Scheduled, "wrong-code-word", "wrong-code-word", false, "")]
    [InlineData(Status.InProgress, Business.Arrived, null, null, true, "arrived-after-withdrawal+")]
    [InlineData(Status.InProgress, Business.Arrived, null, null, false, "")]
    public void Each_is_told_once_and_to_whom_it_concerns(
        string status,
        string business,
        string? reason,
        string? before,
        bool final,
        string told
    )
    {
        var said = new AttemptChanged(
            Guid.NewGuid(),
            2,
            Guid.NewGuid(),
            1,
            0,
            "shelter",
            Guid.NewGuid(),
            Guid.NewGuid(),
            "House",
            status,
            business,
            null,
            null,
            null,
            reason,
            null,
            null,
            PlanExhausted: false,
            "service",
            DateTimeOffset.UnixEpoch
        );

        string.Join(
                ' ',
                Alerts.Of(said, before, final).Select(alert => alert.Coordinator ? $"{alert.Code}+" : alert.Code)
            )
            .ShouldBe(told);
    }
}
