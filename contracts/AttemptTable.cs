using static ReferralNetwork.Contracts.Status;

namespace ReferralNetwork.Contracts;

/// <summary>Who may cause a transition.</summary>
public enum Actor
{
    Referrer,
    Provider,
    Service,
    Clock,
}

/// <param name="Business">Null: the action's own argument gives it (a reject reason, an outcome, an exit).</param>
public sealed record Transition(string Action, Actor By, IReadOnlyList<string> From, string To, string? Business);

/// <summary>
/// The states of an attempt and everything that may change them, as one table: provider services act by it, the
/// referral side judges its referrer's actions by it, and both list from it what a caller may do now.
/// </summary>
public static class AttemptTable
{
    public static readonly IReadOnlyList<Transition> Rows =
    [
        new("place", Actor.Service, [Requested], Received, Business.Held),
        new("assess", Actor.Service, [Requested], Requested, Business.AssessmentNeeded),
        new("turn-away", Actor.Service, [Requested], Rejected, Business.NoCapacity),
        new("queue", Actor.Service, [Requested], OnHold, Business.Waitlisted),
        new("promote", Actor.Service, [OnHold], Received, Business.Held),
        new("leave-plan", Actor.Service, [Requested, Received, OnHold, Accepted, Ready], Cancelled, Business.Withdrawn),
        new("end-wait", Actor.Service, [OnHold], Cancelled, Business.Withdrawn),
        new("hold-end", Actor.Clock, [Received], Requested, Business.HoldEnded),
        new("answer-overdue", Actor.Clock, [Requested, Received], Rejected, Business.NoResponse),
        new("arrival-overdue", Actor.Clock, [Accepted, Ready], Failed, Business.NotArrived),
        new("accept", Actor.Provider, [Requested, Received], Accepted, Business.Accepted),
        new("reject", Actor.Provider, [Requested, Received, OnHold], Rejected, null),
        new("waitlist", Actor.Provider, [Requested, Received], OnHold, Business.Waitlisted),
        new("schedule", Actor.Provider, [Accepted, Ready], Ready, Business.Scheduled),
        new("arrive", Actor.Provider, [Accepted, Ready], InProgress, Business.Arrived),
        new("no-show", Actor.Provider, [Accepted, Ready], Failed, Business.NoShow),
        new("cancel", Actor.Provider, [Accepted, Ready], Failed, Business.ProviderWithdrew),
        new("complete", Actor.Provider, [InProgress], Completed, null),
        new("end-early", Actor.Provider, [InProgress], Completed, null),
        new("withdraw", Actor.Referrer, [Requested, Received, OnHold, Accepted, Ready], Cancelled, Business.Withdrawn),
        new("reopen", Actor.Referrer, [Failed, Completed], Requested, Business.Reopened),
        new("confirm-outcome", Actor.Referrer, [Completed], Completed, Business.Confirmed),
        new(
            "entered-in-error",
            Actor.Referrer,
            [Requested, Received, OnHold, Accepted, Ready, InProgress, Rejected, Failed, Completed, Cancelled],
            Status.EnteredInError,
            Business.EnteredInError
        ),
    ];

    private static readonly Dictionary<string, Transition> ByAction = Rows.ToDictionary(row => row.Action);

    /// <exception cref="KeyNotFoundException">No such action.</exception>
    public static Transition Of(string action) => ByAction[action];

    public static bool Allows(string action, string status) => Of(action).From.Contains(status);

    /// <summary>What this actor may do to an attempt in this state, in the table's order.</summary>
    public static IReadOnlyList<string> AvailableTo(Actor actor, string status) =>
        [.. Rows.Where(row => row.By == actor && row.From.Contains(status)).Select(row => row.Action)];
}
