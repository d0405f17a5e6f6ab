using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>No consent, no referral (rule 5): the checks that take more than one field.</summary>
internal static class ConsentRules
{
    public const string Yes = "yes";
    public const string No = "no";
    public const string Unable = "unable";
    public const string Consents = "consents";

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(5 * 365);

    /// <returns>Null when the referral may be sent under this consent.</returns>
    public static Refused? Check(
        ConsentInput consent,
        Survivor survivor,
        string urgency,
        DetailsRequest? details,
        DateTimeOffset now
    )
    {
        if (consent.IsVitalInterest)
            return VitalInterest(urgency, details);
        if (consent.ExpiresAt <= now || consent.ExpiresAt > now + Longest)
            return Problem.Field("consent.expiresAt", "is in the future, at most 5 years ahead");
        foreach (var (purpose, end) in consent.Ends ?? new Dictionary<string, DateTimeOffset>())
            if (end <= now || end > now + Longest)
                return Problem.Field($"consent.ends.{purpose}", "is in the future, at most 5 years ahead");
        if (IsOfChild(survivor))
        {
            if (consent.Assent is null)
                return Problem.Field("consent.assent", $"is required for a child: {ConsentInputValidator.Assents}");
            if (consent.Guardian is null)
                return Problem.Field("consent.guardian", "is required for a child");
            if (consent.Guardian != Consents && consent.BestInterest is null)
                return Problem.Field("consent.bestInterest", "is required for a child for whom no guardian consents");
            if (consent.BestInterest?.At > now + ClocksDiffer)
                return Problem.Field("consent.bestInterest.at", "is in the future");
        }
        return details?.NotCovered(consent.Fields!) is { } field
            ? Problem.Field($"details.{field}", "is not covered by consent.fields")
            : null;
    }

    /// <summary>Checks a consent that replaces another. Where a guardian has withdrawn that one, the child's best
    /// interest must have been judged since.</summary>
    /// <param name="before">The consent that it replaces.</param>
    /// <returns>Null when what is under way may go on under this consent.</returns>
    public static Refused? CheckAgain(
        ConsentInput consent,
        ConsentReceipt? before,
        Survivor survivor,
        string urgency,
        DetailsRequest? details,
        DateTimeOffset now
    ) =>
        Check(consent, survivor, urgency, details, now) is { } unlawful ? unlawful
        : before?.ContestedAt is not null
        && (consent.BestInterest is null || IsBefore(consent.BestInterest, before.ContestedAt))
            ? Problem.Field("consent.bestInterest", Looked)
        : null;

    public const string Looked = "is required, looked at since a guardian has withdrawn";

    public static bool IsBefore(BestInterestInput judged, DateTimeOffset? contested) =>
        judged.At < contested - ClocksDiffer;

    /// <summary>Whether the consent is, or may be, of a child; also an adult's with a sibling who is one, for whom
    /// nobody else agrees.</summary>
    public static bool IsOfChild(Survivor survivor) =>
        EligibilityRules.IsOfChild(survivor.Age, survivor.AgeEstimated, survivor.Siblings);

    /// <summary>When to remind of the next of its purposes that ends soon; null after the last.</summary>
    public static DateTimeOffset? NextReminder(ConsentReceipt consent, DateTimeOffset after) =>
        new[] { consent.ExpiresAt, consent.EndOf(Purpose.FollowUp) ?? consent.ExpiresAt }
            .Select(end => RemindAt(consent.At, end))
            .Where(at => at > after)
            .Order()
            .Select(at => (DateTimeOffset?)at)
            .FirstOrDefault();

    /// <param name="end">End of one of its purposes; null where she does not agree to that.</param>
    /// <returns>Whether she is to be asked for it again: it has not ended, and soon will.</returns>
    public static bool EndsSoon(ConsentReceipt consent, DateTimeOffset? end, DateTimeOffset now) =>
        end > now && RemindAt(consent.At, end.Value) <= now;

    /// <summary>A week before its end; of a short one, when a quarter of it is left.</summary>
    public static DateTimeOffset RemindAt(DateTimeOffset from, DateTimeOffset end) =>
        end - TimeSpan.FromTicks(Math.Min(TimeSpan.FromDays(7).Ticks, (end - from).Ticks / 4));

    /// <summary>Whether the organisation is one that she agreed to.</summary>
    public static bool Covers(ConsentReceipt consent, Guid organisation) =>
        consent.Recipients.Count == 0 || consent.Recipients.Contains(organisation);

    private static Refused? VitalInterest(string urgency, DetailsRequest? details)
    {
        if (urgency != "emergency")
            return Problem.Field("consent.basis", "vital-interest is for an emergency only");
        return details is null ? null : Problem.Field("details", "are not taken on vital interest: without identity");
    }
}
