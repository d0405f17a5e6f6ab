namespace ReferralNetwork.Capacity.Data;

/// <summary>
/// Places of one pool kept for a group that is expected, before anybody of it is known: each referral that names it takes one out
/// of it. Its places are a hold like any other.
/// </summary>
internal sealed class Block
{
    public required Guid Id { get; init; }

    /// <summary>The request, which may have asked several houses.</summary>
    public required Guid GroupId { get; init; }
    public required Guid PoolId { get; init; }

    /// <summary>The provider's.</summary>
    public required Guid OrganisationId { get; init; }
    public required Guid ReferrerId { get; init; }
    public required string ReferrerName { get; init; }

    /// <summary>Kept at first.</summary>
    public required int Places { get; init; }
    public required DateTimeOffset ArrivesAt { get; init; }

    /// <summary>What nobody has been named for is free again then.</summary>
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}
