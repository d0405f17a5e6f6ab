using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Domain;

/// <summary>What a referral shows, worked out from what is known of its attempts, in whatever order that arrived.</summary>
internal static class Standing
{
    /// <param name="round">The attempts of the current round.</param>
    /// <returns>Null while nothing is known.</returns>
    public static (string Status, string Business)? Of(IReadOnlyCollection<KnownAttempt> round)
    {
        var latest = round.OrderByDescending(a => a.Ordinal).ToList();
        // An older attempt may still look live because its end has not arrived yet: the later one knows better.
        var current = latest.FirstOrDefault(a => Status.Live.Contains(a.Status))
            ?? latest.FirstOrDefault(a => a.Status == Status.OnHold);
        if (current is null && latest.Any(a => a.PlanExhausted)) return (Status.Failed, Business.NoProvider);
        current ??= latest.FirstOrDefault();
        return current switch
        {
            null => null,
            { Status: Status.Rejected } => (Status.Requested, Business.Sent),
            // The provider's service goes on to the next place by itself.
            { Status: Status.Failed, BusinessStatus: Business.ProviderWithdrew } => (Status.Requested, Business.Sent),
            _ => (current.Status, current.BusinessStatus),
        };
    }
}
