namespace ReferralNetwork.LegalAid.Data;

/// <summary>A party of a matter, as an HMAC under its desk's own key: no name is kept, and two desks cannot
/// compare.</summary>
internal sealed class ConflictMark
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required Guid AttemptId { get; init; }

    /// <summary><c>client</c> or <c>opposing</c>.</summary>
    public required string Side { get; init; }
    public required byte[] Mac { get; init; }
}

/// <summary>That a matter was checked, when, by whom and what the answer was; nothing of the names.</summary>
internal sealed class ConflictCheckRecord
{
    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required bool Conflict { get; init; }
}

/// <summary>A criminal complaint that was registered on the survivor's behalf.</summary>
internal sealed class CriminalComplaint
{
    public const string ReferencePurpose = "complaint-reference";

    public required Guid AttemptId { get; init; }

    /// <summary>Who complained: one of the kind's codes.</summary>
    public required string Complainant { get; init; }

    /// <summary>Where: one of the kind's codes.</summary>
    public required string Authority { get; init; }
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>The authority's own number, sealed.</summary>
    public byte[]? SealedReference { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}
