namespace ReferralNetwork.Referrals.Data;

/// <summary>A dated check after a placement has ended, by the organisation that referred her.</summary>
internal sealed class FollowUp
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }

    /// <summary>The referring organisation.</summary>
    public required Guid OrganisationId { get; init; }
    public required int Round { get; init; }

    /// <summary>Months after the end of the placement: 1, 3, 6 or 12.</summary>
    public required int Month { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Until when she agreed to be asked.</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>True once its organisation was told that it is due.</summary>
    public bool Told { get; set; }

    /// <summary>Null until it is recorded; then it stays.</summary>
    public string? Result { get; set; }
    public DateTimeOffset? RecordedAt { get; set; }
    public string? RecordedBy { get; set; }

    /// <summary>Sealed; only its own organisation reads it.</summary>
    public byte[]? SealedNote { get; set; }

    public const string NotePurpose = "follow-up-note";
}
