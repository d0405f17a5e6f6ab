using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>
/// A group is expected, such as a repatriation over the border: houses are asked to keep places before any of its
/// members are known. Sent again with <see cref="GivenBack"/> when nobody else comes; that event may arrive before the
/// first.
/// </summary>
/// <param name="By">User or client id of who sent it.</param>
/// <param name="Reservations">What each house is asked for.</param>
[DataContract(Name = "group-requested.v1")]
public sealed record GroupRequested(
    Guid GroupId,
    string Kind,
    string Urgency,
    Party Referrer,
    string By,
    DateTimeOffset ArrivesAt,
    IReadOnlyList<GroupReservationAsked> Reservations,
    bool GivenBack,
    DateTimeOffset At
);

/// <summary>What one house is asked for.</summary>
/// <param name="Members">1 or more.</param>
public sealed record GroupReservationAsked(Guid ReservationId, Guid PoolId, IReadOnlyList<GroupMember> Members);

/// <summary>How many of a group have the same sex and age band; it describes no single person.</summary>
/// <param name="AgeBand">One of <see cref="Contracts.AgeBand.All"/>.</param>
public sealed record GroupMember(string Sex, string AgeBand, int Count);

/// <summary>The whole state of a group reservation after a change. The highest <see cref="Version"/> wins.</summary>
/// <param name="Status">One of <see cref="GroupReservationStatus"/>.</param>
/// <param name="Reason">A reject reason, <c>no-capacity</c> or <c>no-response</c>; null unless it was refused.</param>
/// <param name="Places">Places kept at first: as many as were asked for, or as the house had.</param>
/// <param name="Left">How many of those no named person has taken yet.</param>
/// <param name="By">User or client id, or <c>clock</c>, or <c>service</c>.</param>
[DataContract(Name = "group-reservation-changed.v1")]
public sealed record GroupReservationChanged(
    Guid ReservationId,
    int Version,
    Guid GroupId,
    Guid PoolId,
    string Status,
    string? Reason,
    int Places,
    int Left,
    DateTimeOffset? AnswerDueAt,
    string By,
    DateTimeOffset At
);
