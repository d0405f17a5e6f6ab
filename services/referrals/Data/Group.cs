using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Data;

/// <summary>A group that is expected: houses are asked for places before anybody of it is known.</summary>
internal sealed class Group
{
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Urgency { get; init; }

    /// <summary>The referring organisation.</summary>
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }

    /// <summary>User or client id against whose share its places count.</summary>
    public required string KeptBy { get; init; }

    /// <summary>The incident against which its places count; null: the organisation's own share.</summary>
    public Guid? IncidentId { get; set; }
    public required DateTimeOffset ArrivesAt { get; init; }
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>When it was given back, or the last of its houses kept nothing any more.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Raised with each change of the group or of its reservations.</summary>
    public int Version { get; set; } = 1;

    public GroupRequested Request(IEnumerable<GroupReservationSnapshot> reservations, string by, DateTimeOffset now) =>
        new(
            Id,
            Kind,
            Urgency,
            new Party(OrganisationId, OrganisationName),
            by,
            ArrivesAt,
            [.. reservations.Select(b => new GroupReservationAsked(b.Id, b.PoolId, b.Members))],
            EndedAt is not null,
            now
        );
}

/// <summary>A group reservation, as the house's service last said.</summary>
internal sealed class GroupReservationSnapshot
{
    public required Guid Id { get; init; }
    public required Guid GroupId { get; init; }

    /// <summary>Position in the order in which the houses are asked, from 0.</summary>
    public required int Ordinal { get; init; }
    public required Guid PoolId { get; init; }
    public required LocalText PoolName { get; init; }
    public required string ProviderName { get; init; }
    public required IReadOnlyList<GroupMember> Members { get; init; }

    /// <summary>Places asked for; once the house's service has said what it keeps, those.</summary>
    public required int Places { get; set; }

    /// <summary>How many of them no named person has taken yet.</summary>
    public required int Left { get; set; }
    public string Status { get; set; } = GroupReservationStatus.Asked;
    public string? Reason { get; set; }
    public DateTimeOffset? AnswerDueAt { get; set; }

    /// <summary>0 until its service has said anything.</summary>
    public int Version { get; set; }

    public void Take(GroupReservationChanged m) =>
        (Version, Status, Reason, Places, Left, AnswerDueAt) = (
            m.Version,
            m.Status,
            m.Reason,
            m.Places,
            m.Left,
            m.AnswerDueAt
        );

    public void End() => (Status, Left, AnswerDueAt) = (GroupReservationStatus.Ended, 0, null);
}
