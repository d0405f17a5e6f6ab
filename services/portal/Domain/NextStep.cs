using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Domain;

/// <summary>Who has to do something for a referral to go on.</summary>
internal enum Who
{
    You,
    Provider,
    Network,
    Nobody,
}

/// <summary>Where a referral stands for its referrer: who acts next, and the key of the sentence that says
/// so.</summary>
/// <param name="IsAlarm">Something promised no longer holds; shown before everything else.</param>
internal sealed record NextStep(Who Who, string Key, bool IsAlarm = false)
{
    /// <summary>The first row that fits applies; a null business status fits all.</summary>
    private static readonly IReadOnlyList<(string Status, string? Business, NextStep Step)> Table =
    [
        (Status.Requested, Business.AssessmentNeeded, new(Who.Provider, "assess")),
        (Status.Requested, Business.HoldEnded, new(Who.Provider, "hold-ended")),
        (Status.Requested, null, new(Who.Network, "asking")),
        (Status.Received, null, new(Who.Provider, "answer")),
        (Status.OnHold, null, new(Who.Provider, "waiting")),
        (Status.Accepted, null, new(Who.You, "bring")),
        (Status.Ready, null, new(Who.You, "scheduled")),
        (Status.InProgress, null, new(Who.Provider, "with-them")),
        (Status.Completed, Business.Missing, new(Who.You, "missing")),
        (Status.Completed, null, new(Who.You, "confirm")),
        (Status.Failed, Business.NotArrived, new(Who.You, "not-arrived")),
        (Status.Failed, Business.NoShow, new(Who.You, "not-arrived")),
        (Status.Failed, null, new(Who.You, "again")),
        (Status.Rejected, null, new(Who.You, "again")),
        (Status.Cancelled, null, new(Who.Nobody, "ended")),
        (Status.EnteredInError, null, new(Who.Nobody, "ended")),
    ];

    private static readonly NextStep Closed = new(Who.Nobody, "closed");

    /// <summary>By the reason of an open attempt, and whether the survivor has arrived.</summary>
    private static readonly IReadOnlyList<(string Reason, bool There, NextStep Step)> Alarms =
    [
        ("overbooked", false, new(Who.You, "overfull", IsAlarm: true)),
        ("wrong-code-word", false, new(Who.You, "wrong-code-word", IsAlarm: true)),
        ("suspended", false, new(Who.You, "suspended", IsAlarm: true)),
        ("suspended", true, new(Who.You, "suspended-stay", IsAlarm: true)),
    ];

    public static NextStep Of(ReferralLine line) =>
        Of(line.Status, line.BusinessStatus, line.ClosedAt is not null, line.Attempt?.Reason);

    /// <param name="closed">The outcome is confirmed.</param>
    /// <param name="reason">Reason of the attempt that the referral stands at.</param>
    public static NextStep Of(string status, string businessStatus, bool closed, string? reason = null) =>
        closed
            ? Closed
            : AlarmOf(status, reason)
                ?? Table
                    .First(row => row.Status == status && (row.Business is null || row.Business == businessStatus))
                    .Step;

    private static NextStep? AlarmOf(string status, string? reason) =>
        !Status.Open.Contains(status)
            ? null
            : Alarms
                .FirstOrDefault(alarm => alarm.Reason == reason && alarm.There == (status == Status.InProgress))
                .Step;

    /// <summary>Every step that can be shown, for the tests of their sentences.</summary>
    public static IEnumerable<NextStep> All =>
        Table.Select(row => row.Step).Concat(Alarms.Select(row => row.Step)).Append(Closed).Distinct();
}
