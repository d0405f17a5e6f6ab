namespace ReferralNetwork.Identity.Data;

/// <summary>A complaint about a partner. Nothing is kept of who made it, except what its own words tell.</summary>
internal sealed class Complaint : IListed
{
    public required Guid Id { get; init; }

    /// <summary>The organisation it is about.</summary>
    public required Guid OrganisationId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required byte[] SealedText { get; init; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? ClosedBy { get; set; }

    /// <summary>What was done about it.</summary>
    public byte[]? SealedNote { get; set; }
    public int Version { get; set; } = 1;

    public const string TextPurpose = "complaint";
    public const string NotePurpose = "complaint-note";
}
