using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Data;

/// <summary>Places of one pool kept for a group that is expected, before any of its people is known. Each referral that
/// names the group takes places out of it. They are stored as a hold like any other.</summary>
internal sealed class GroupReservation
{
    public required Guid Id { get; init; }

    /// <summary>The group's request, which may have asked several providers.</summary>
    public required Guid GroupId { get; init; }
    public required Guid PoolId { get; init; }

    /// <summary>The provider's organisation.</summary>
    public required Guid OrganisationId { get; init; }
    public required Guid ReferrerId { get; init; }
    public required string ReferrerName { get; init; }

    /// <summary>Who is to come, as the request says.</summary>
    public required IReadOnlyList<GroupMember> Members { get; init; }

    /// <summary>Places kept at first: as many as were asked for, or as the pool had free.</summary>
    public required int Places { get; init; }
    public required DateTimeOffset ArrivesAt { get; init; }

    /// <summary>When places that nobody has been named for become free again.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>One of <see cref="GroupReservationStatus"/>.</summary>
    public required string Status { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? AnswerDueAt { get; set; }

    /// <summary>When its next deadline falls due; null once it has ended.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Id of a user or client, or <c>clock</c>, or <c>service</c>.</summary>
    public required string By { get; set; }
    public int Version { get; set; }
}
