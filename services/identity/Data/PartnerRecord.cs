namespace ReferralNetwork.Identity.Data;

/// <summary>What coordinators have recorded about a partner: an inspection, an agreement, who was trained, a
/// suspension. Never changed after.</summary>
internal sealed class PartnerRecord : IListed
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>One of <see cref="Domain.Records.Kinds"/>, or suspended, resumed or admitted.</summary>
    public required string Kind { get; init; }

    /// <summary>The day, in the network's own zone.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The last day of what ends: an agreement, a training that is to be repeated.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The site that was inspected; null where it was the office, and for other kinds of record.</summary>
    public Guid? SiteId { get; init; }
    public IReadOnlyList<string> Met { get; init; } = [];
    public IReadOnlyList<string> Unmet { get; init; } = [];

    /// <summary>Who was trained, what was found, why it was suspended.</summary>
    public byte[]? SealedNote { get; init; }

    /// <summary>User or client id of who recorded it.</summary>
    public required string By { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public const string NotePurpose = "partner-record";
}
