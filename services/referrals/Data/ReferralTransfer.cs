namespace ReferralNetwork.Referrals.Data;

/// <summary>
/// An organisation offers a survivor's referrals to another, which is to be their owner from then on: a hotline or the
/// police to those who stay with her. Nothing changes before the other has accepted.
/// </summary>
internal sealed class ReferralTransfer
{
    public required Guid Id { get; init; }

    /// <summary>One referral of the case; the whole case is transferred.</summary>
    public required Guid ReferralId { get; init; }
    public required Guid FromId { get; init; }
    public required string FromName { get; init; }
    public required Guid ToId { get; init; }
    public required string ToName { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>User or client id of who offered, and asked her.</summary>
    public required string By { get; init; }

    /// <summary>How she agreed that this organisation takes over, and in which language.</summary>
    public required string How { get; init; }
    public required string Language { get; init; }

    /// <summary>What the next owner must know, sealed under the referral's own key: it goes with her consent.</summary>
    public byte[]? SealedNote { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>Null until it is answered, or where it was taken back.</summary>
    public bool? Accepted { get; set; }
}

/// <summary>A former owner of a referral: it keeps the history up to the transfer, and sees nothing after.</summary>
internal sealed class FormerOwner
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string NextName { get; init; }
    public required DateTimeOffset Until { get; init; }
}
