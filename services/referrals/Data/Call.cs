namespace ReferralNetwork.Referrals.Data;

/// <summary>A call to the hotline. Of a third party's call only what was asked about is kept; of a dropped one a
/// number, for a day.</summary>
internal sealed class Call
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="Contracts.Codes.Callers"/>.</summary>
    public required string Caller { get; init; }

    /// <summary>The kind of help, and the province, that were asked about.</summary>
    public string? Kind { get; init; }
    public string? Province { get; init; }

    /// <summary>Sealed; null where none was kept, and as soon as she was called back or its day is over.</summary>
    public byte[]? SealedNumber { get; set; }
    public DateTimeOffset? NumberUntil { get; init; }
    public DateTimeOffset? CalledBackAt { get; set; }

    /// <summary>Whether she is still to be called back. A number whose day is over counts as gone even before it is
    /// destroyed.</summary>
    public bool IsOpen(DateTimeOffset now) => SealedNumber is not null && NumberUntil > now;

    public const string NumberPurpose = "call-number";
    public static readonly TimeSpan KeepNumber = TimeSpan.FromHours(24);
}

/// <summary>A note that one shift of a hotline leaves to the next, kept for two days.</summary>
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
