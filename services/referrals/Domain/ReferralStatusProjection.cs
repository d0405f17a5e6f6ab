using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Domain;

/// <summary>What a referral shows, worked out from what is known of its attempts, in whatever order that
/// arrived.</summary>
internal static class ReferralStatusProjection
{
    /// <param name="round">The attempts of the current round.</param>
    /// <returns>Null while nothing is known.</returns>
    public static (string Status, string Business)? Of(IReadOnlyCollection<AttemptSnapshot> round)
    {
        var current = Current(round);
        var ended = current is null || !Status.Open.Contains(current.Status);
        if (ended && round.Any(a => a.PlanExhausted))
            return (Status.Failed, Business.NoProvider);
        return current switch
        {
            null => null,
            // The provider's service goes on to the next place by itself: that an attempt is cancelled ends no
            // referral, only its referrer does.
            { Status: Status.Rejected or Status.Cancelled } => (Status.Requested, Business.Sent),
            { Status: Status.Failed, BusinessStatus: Business.ProviderWithdrew } => (Status.Requested, Business.Sent),
            _ => (current.Status, current.BusinessStatus),
        };
    }

    /// <summary>The live attempt, else one that waits, else the latest; null while nothing is known.</summary>
    public static AttemptSnapshot? Current(IEnumerable<AttemptSnapshot> round)
    {
        var latest = round.OrderByDescending(a => a.Ordinal).ToList();
        // An older attempt may still look live because its end has not arrived yet: the latest live one counts.
        return latest.FirstOrDefault(a => Status.Live.Contains(a.Status))
            ?? latest.FirstOrDefault(a => a.Status == Status.OnHold)
            ?? latest.FirstOrDefault();
    }
}
