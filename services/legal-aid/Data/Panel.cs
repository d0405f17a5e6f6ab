namespace ReferralNetwork.LegalAid.Data;

/// <summary>Somebody who does the work for an organisation, such as a lawyer of the Bar Association's panel.</summary>
internal sealed class PanelMember
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }

    /// <summary>NCDD codes of 2 digits; empty: anywhere.</summary>
    public required IReadOnlyList<string> Provinces { get; set; }
    public required IReadOnlyList<string> Languages { get; set; }

    /// <summary>Of the kind's codes, what she does.</summary>
    public required IReadOnlyList<string> Does { get; set; }

    /// <summary>Most open at once.</summary>
    public required int Most { get; set; }

    /// <summary>False: nothing new is assigned.</summary>
    public bool Active { get; set; } = true;
    public int Version { get; set; } = 1;
}

/// <summary>What a desk knows of an attempt beyond what the ledger does.</summary>
internal sealed class Matter
{
    public required Guid AttemptId { get; init; }

    /// <summary>Who of the panel has it now; of two who hand it over at once, one is told so.</summary>
    public Guid? AssignedTo { get; set; }
}

/// <summary>Who had an attempt, from when until when; the last without an end has it now.</summary>
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

    /// <summary>What the next one must know, sealed.</summary>
    public byte[]? SealedNote { get; set; }
}
