namespace ReferralNetwork.Testing;

/// <summary>The states and actions of the network's rules, written out a second time by hand: the table in code and
/// what happens are both held against it.</summary>
public static class StateTable
{
    public static readonly string[] States =
    [
        "requested",
        "received",
        "on-hold",
        "accepted",
        "ready",
        "in-progress",
        "rejected",
        "failed",
        "completed",
        "cancelled",
        "entered-in-error",
    ];

    // Columns as States; * in the last column: the action's own argument says the business status.
    private const string Written = """
        action           by       requested received  on-hold   accepted  ready     in-progr  rejected  failed    completed cancelled in-error  business
        place            Service  received  -         -         -         -         -         -         -         -         -         -         held
        assess           Service  requested -         -         -         -         -         -         -         -         -         -         assessment-needed
        turn-away        Service  rejected  -         -         -         -         -         -         -         -         -         -         no-capacity
        queue            Service  on-hold   -         -         -         -         -         -         -         -         -         -         waitlisted
        promote          Service  -         -         received  -         -         -         -         -         -         -         -         held
        leave-plan       Service  cancelled cancelled cancelled cancelled cancelled -         -         -         -         -         -         withdrawn
        end-wait         Service  -         -         cancelled -         -         -         -         -         -         -         -         withdrawn
        hold-end         Clock    -         requested -         -         -         -         -         -         -         -         -         hold-ended
        answer-overdue   Clock    rejected  rejected  -         -         -         -         -         -         -         -         -         no-response
        arrival-overdue  Clock    -         -         -         failed    failed    -         -         -         -         -         -         not-arrived
        accept           Provider accepted  accepted  -         -         -         -         -         -         -         -         -         accepted
        reject           Provider rejected  rejected  rejected  -         -         -         -         -         -         -         -         *
        waitlist         Provider on-hold   on-hold   -         -         -         -         -         -         -         -         -         waitlisted
        schedule         Provider -         -         -         ready     ready     -         -         -         -         -         -         scheduled
        arrive           Provider -         -         -         in-progress in-progress -     -         -         -         -         -         arrived
        no-show          Provider -         -         -         failed    failed    -         -         -         -         -         -         no-show
        cancel           Provider -         -         -         failed    failed    -         -         -         -         -         -         provider-withdrew
        complete         Provider -         -         -         -         -         completed -         -         -         -         -         *
        end-early        Provider -         -         -         -         -         completed -         -         -         -         -         *
        withdraw         Referrer cancelled cancelled cancelled cancelled cancelled -         -         -         -         -         -         withdrawn
        reopen           Referrer -         -         -         -         -         -         -         requested requested -         -         reopened
        confirm-outcome  Referrer -         -         -         -         -         -         -         -         completed -         -         confirmed
        entered-in-error Referrer entered-in-error entered-in-error entered-in-error entered-in-error entered-in-error entered-in-error entered-in-error entered-in-error entered-in-error entered-in-error - entered-in-error
        """;

    public static readonly IReadOnlyDictionary<string, string[]> Rows = Written
        .Split('\n')
        .Skip(1)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(cells => cells[0], cells => cells[1..]);

    /// <returns>Null where the action is not allowed in this state.</returns>
    public static string? ToOf(string action, string state) =>
        Rows[action][1 + Array.IndexOf(States, state)] is var to && to == "-" ? null : to;

    public static IEnumerable<string> ActionsBy(string actor) =>
        Rows.Where(r => r.Value[0] == actor).Select(r => r.Key);
}
