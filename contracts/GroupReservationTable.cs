namespace ReferralNetwork.Contracts;

/// <summary>Statuses of a group reservation: the places that one house keeps for an expected group.</summary>
public static class GroupReservationStatus
{
    /// <summary>Its places are held until the house answers.</summary>
    public const string Asked = "asked";
    public const string Kept = "kept";
    public const string Refused = "refused";
    public const string Ended = "ended";

    /// <summary>Statuses in which places are held.</summary>
    public static readonly CodeList Keeping = new(Asked, Kept);
}

public sealed record GroupReservationTransition(string Action, Actor By, IReadOnlyList<string> From, string To);

/// <summary>The states of a group reservation and everything that may change them.</summary>
public static class GroupReservationTable
{
    /// <summary>How long after the expected arrival places are kept for people whom nobody has named yet.</summary>
    public static readonly TimeSpan KeptAfterArrival = TimeSpan.FromHours(24);

    public static readonly IReadOnlyList<GroupReservationTransition> Rows =
    [
        new("turn-away", Actor.Service, [GroupReservationStatus.Asked], GroupReservationStatus.Refused),
        new("accept", Actor.Provider, [GroupReservationStatus.Asked], GroupReservationStatus.Kept),
        new(
            "refuse",
            Actor.Provider,
            [GroupReservationStatus.Asked, GroupReservationStatus.Kept],
            GroupReservationStatus.Refused
        ),
        new("answer-overdue", Actor.Clock, [GroupReservationStatus.Asked], GroupReservationStatus.Refused),
        new(
            "expire",
            Actor.Clock,
            [GroupReservationStatus.Asked, GroupReservationStatus.Kept],
            GroupReservationStatus.Ended
        ),
        new(
            "give-back",
            Actor.Referrer,
            [GroupReservationStatus.Asked, GroupReservationStatus.Kept],
            GroupReservationStatus.Ended
        ),
    ];

    private static readonly Dictionary<string, GroupReservationTransition> ByAction = Rows.ToDictionary(row =>
        row.Action
    );

    /// <exception cref="KeyNotFoundException">There is no such action.</exception>
    public static GroupReservationTransition Of(string action) => ByAction[action];

    public static bool Allows(string action, string status) => Of(action).From.Contains(status);

    /// <summary>What this actor may do to a group reservation in this status, in the table's order.</summary>
    public static IReadOnlyList<string> AvailableTo(Actor actor, string status) =>
        [.. Rows.Where(row => row.By == actor && row.From.Contains(status)).Select(row => row.Action)];
}
