using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Data;

/// <summary>
/// Places of one pool kept for a group that is expected, before anybody of it is known: each referral that names it
/// takes one out of it. Its places are a hold like any other.
/// </summary>
internal sealed class GroupReservation
{
    public required Guid Id { get; init; }

    /// <summary>The request, which may have asked several houses.</summary>
    public required Guid GroupId { get; init; }
    public required Guid PoolId { get; init; }

    /// <summary>The provider's.</summary>
    public required Guid OrganisationId { get; init; }
    public required Guid ReferrerId { get; init; }
    public required string ReferrerName { get; init; }

    /// <summary>Who is to come, as what was asked for says it.</summary>
    public required IReadOnlyList<GroupMember> Members { get; init; }

    /// <summary>Kept at first: what was asked for, or what the house had.</summary>
    public required int Places { get; init; }
    public required DateTimeOffset ArrivesAt { get; init; }

    /// <summary>What nobody has been named for is free again then.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>One of <see cref="GroupReservationStatus"/>.</summary>
    public required string Status { get; set; }
    public string? Reason { get; set; }
    public DateTimeOffset? AnswerDueAt { get; set; }

    /// <summary>When a clock acts on it next; null once it has ended.</summary>
    public DateTimeOffset? DueAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public required DateTimeOffset At { get; set; }

    /// <summary>User or client id, or <c>clock</c>, or <c>service</c>.</summary>
    public required string By { get; set; }
    public int Version { get; set; }
}
