namespace ReferralNetwork.LegalAid.Data;

/// <summary>Somebody who does the work for an organisation, such as a lawyer of the Bar Association's panel.</summary>
internal sealed class PanelMember
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }

    /// <summary>NCDD codes of 2 digits; empty: everywhere.</summary>
    public required IReadOnlyList<string> Provinces { get; set; }
    public required IReadOnlyList<string> Languages { get; set; }

    /// <summary>The kinds of matter that she takes, as the kind's codes.</summary>
    public required IReadOnlyList<string> Does { get; set; }

    /// <summary>Most matters open at once.</summary>
    public required int Most { get; set; }

    /// <summary>False: she is assigned nothing new.</summary>
    public bool Active { get; set; } = true;
    public int Version { get; set; } = 1;
}

/// <summary>What a desk knows of an attempt beyond what the ledger does.</summary>
internal sealed class Matter
{
    public required Guid AttemptId { get; init; }

    /// <summary>The panel member who has it now. A concurrency token: of two assignments at once, one fails.</summary>
    public Guid? AssignedTo { get; set; }
}

/// <summary>Who had a matter, from when until when; the one without an end has it now.</summary>
internal sealed class Assignment
{
    public const string NotePurpose = "assignment-note";

    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required Guid MemberId { get; init; }
    public required DateTimeOffset From { get; init; }
    public DateTimeOffset? Until { get; set; }

    /// <summary>User or client id of who assigned it.</summary>
    public required string By { get; init; }

    /// <summary>What the next lawyer must know, sealed.</summary>
    public byte[]? SealedNote { get; set; }
}
