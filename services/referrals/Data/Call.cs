namespace ReferralNetwork.Referrals.Data;

/// <summary>That somebody rang the hotline. Of a third party nothing but what was asked about; of a dropped call a
/// number, for a day.</summary>
internal sealed class Call
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="Contracts.Codes.Callers"/>.</summary>
    public required string Caller { get; init; }

    /// <summary>Of help, and the province, that were asked about.</summary>
    public string? Kind { get; init; }
    public string? Province { get; init; }

    /// <summary>Sealed; null where none was kept, and as soon as she was called back or its day is over.</summary>
    public byte[]? SealedNumber { get; set; }
    public DateTimeOffset? NumberUntil { get; init; }
    public DateTimeOffset? CalledBackAt { get; set; }

    /// <summary>Still to be called back. A number whose day is over is gone, also before anybody came by to destroy
    /// it.</summary>
    public bool IsOpen(DateTimeOffset now) => SealedNumber is not null && NumberUntil > now;

    public const string NumberPurpose = "call-number";
    public static readonly TimeSpan KeepNumber = TimeSpan.FromHours(24);
}

/// <summary>What one shift of a hotline leaves to the next, for two days.</summary>
internal sealed class ShiftNote
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>Sealed; only its own organisation reads it.</summary>
    public required byte[] SealedNote { get; init; }

    public const string NotePurpose = "hand-over-note";
    public static readonly TimeSpan Keep = TimeSpan.FromHours(48);
}
