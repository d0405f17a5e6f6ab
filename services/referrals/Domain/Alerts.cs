using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain;

/// <summary>Alert codes, what raises them, and who sees them.</summary>
internal static class Alerts
{
    public const string ProviderAway = "provider-away";
    public const string VitalInterestReview = "vital-interest-review";
    public const string CaseNext = "case-next";
    public const string OnwardEnded = "onward-ended";
    public const string ConsentEnding = "consent-ending";
    public const string ConsentContested = "consent-contested";
    public const string ConsentExpired = "consent-expired";
    public const string UnusualTaking = "unusual-taking";
    public const string IncidentDeclared = "incident-declared";
    public const string IncidentReview = "incident-review";
    public const string GroupRefused = "group-refused";
    public const string UnusualGroup = "unusual-group";
    private const string Overbooked = "overbooked";
    private const string Suspended = "suspended";
    private const string WrongCodeWord = "wrong-code-word";
    private const string ArrivedAfterWithdrawal = "arrived-after-withdrawal";

    /// <summary>Alert code and whether coordinators see it too, by the business status that calls for it.</summary>
    private static readonly Dictionary<string, (string Code, bool Coordinator)> ByBusiness = new()
    {
        [Business.NoResponse] = ("no-response", true),
        [Business.NoShow] = ("no-show", false),
        [Business.NotArrived] = ("possibly-missing", false),
        [Business.Missing] = ("missing", true),
    };

    /// <summary>Codes that are about an incident and no referral.</summary>
    public static readonly CodeList OfIncidents = new(IncidentDeclared, IncidentReview);

    /// <summary>Codes that are about a group and no referral.</summary>
    public static readonly CodeList OfGroups = new(GroupRefused, UnusualGroup);

    /// <summary>Codes of alerts that may come by the hundred and are then combined. Somebody missing always has an
    /// alert of her own.</summary>
    public static readonly CodeList InCrowds = new(Business.NoProvider, Business.NoResponse);

    /// <summary>A combined alert stands for all of the same sender, kind and code that came within this time before
    /// it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <param name="before">The reason that was known of this attempt: told again, as when an arrival is put off, it
    /// raises no alert.</param>
    /// <param name="final">Whether the referral had ended before this arrived.</param>
    public static IEnumerable<(string Code, bool Coordinator)> Of(AttemptChanged m, string? before, bool final)
    {
        if (ByBusiness.TryGetValue(m.BusinessStatus, out var alert))
            yield return alert;
        if (m.PlanExhausted)
            yield return (Business.NoProvider, true);
        if (m.Reason == Overbooked && before != Overbooked)
            yield return (Overbooked, false);
        if (m.Reason == Suspended && before != Suspended)
            yield return (Suspended, true);
        if (m.Reason == WrongCodeWord && before != WrongCodeWord)
            yield return (WrongCodeWord, false);
        if (final && m.Status == Status.InProgress)
            yield return (ArrivedAfterWithdrawal, true);
    }
}
