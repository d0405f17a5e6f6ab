namespace ReferralNetwork.LegalAid.Data;

/// <summary>A party of a matter, as an HMAC under the desk's own key: no name is stored, and two desks cannot compare
/// theirs.</summary>
internal sealed class ConflictMark
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required Guid AttemptId { get; init; }

    /// <summary><c>client</c> or <c>opposing</c>.</summary>
    public required string Side { get; init; }
    public required byte[] Mac { get; init; }
}

/// <summary>Records a conflict check: when, by whom and with what result, without the names.</summary>
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

    /// <summary>Who complained, as one of the kind's codes.</summary>
    public required string Complainant { get; init; }

    /// <summary>Where it was filed, as one of the kind's codes.</summary>
    public required string Authority { get; init; }
    public required DateOnly RegisteredOn { get; init; }

    /// <summary>The authority's own number, sealed.</summary>
    public byte[]? SealedReference { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}
