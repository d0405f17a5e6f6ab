using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Domain;

/// <summary>Dated checks after a placement has ended: whether she is safe, and what came of it.</summary>
internal static class FollowUps
{
    /// <summary>Calendar months after the end of the placement.</summary>
    public static readonly IReadOnlyList<int> Months = [1, 3, 6, 12];

    public const string DueAlert = "follow-up-due";

    /// <param name="EndsOthers">True: she is not asked again.</param>
    /// <param name="Alert">Code of the alert that it raises; null for none.</param>
    /// <param name="Coordinator">Whether coordinators see it too.</param>
    public sealed record Effect(bool EndsOthers = false, string? Alert = null, bool Coordinator = false);

    private static readonly Dictionary<string, Effect> Effects = new()
    {
        ["safe"] = new(),
        ["needs-help"] = new(Alert: "needs-help"),
        ["moved"] = new(),
        ["re-trafficked"] = new(Alert: "re-trafficked", Coordinator: true),
        ["unreachable"] = new(),
        ["unsafe-to-contact"] = new(Alert: "unsafe-to-contact"),
        ["declined"] = new(EndsOthers: true),
    };

    /// <param name="result">One of <see cref="Codes.FollowUpResults"/>.</param>
    public static Effect Of(string result) => Effects[result];

    /// <summary>The checks after a placement has ended; none where she has died or has not agreed to be
    /// asked.</summary>
    /// <param name="until">When her consent to be asked ends; null where she has not given it.</param>
    public static IEnumerable<FollowUp> After(
        Guid referralId,
        Guid organisationId,
        int round,
        string? exit,
        DateTimeOffset endedAt,
        DateTimeOffset? until
    ) =>
        exit == "died" || until is not { } end
            ? []
            : Months
                .Select(month => new FollowUp
                {
                    Id = Guid.CreateVersion7(endedAt),
                    ReferralId = referralId,
                    OrganisationId = organisationId,
                    Round = round,
                    Month = month,
                    Until = end,
                    DueAt = NetworkTime.AddMonths(endedAt, month),
                })
                .Where(check => check.DueAt <= end);
}

/// <param name="Early">How long before it is due a check may be recorded: whoever meets her a little sooner need not
/// ask her twice.</param>
internal sealed record FollowUpRules(TimeSpan Early)
{
    /// <summary><c>FollowUps:Early</c>; 14 days unless configured.</summary>
    public static FollowUpRules From(IConfiguration configuration) =>
        new(configuration.GetValue("FollowUps:Early", TimeSpan.FromDays(14)));

    public bool MayBeRecorded(FollowUp followUp, DateTimeOffset now) =>
        followUp.Result is null && now >= OpensAt(followUp) && now < followUp.Until;

    public DateTimeOffset OpensAt(FollowUp followUp) => followUp.DueAt - Early;
}
