namespace ReferralNetwork.Capacity.Data;

/// <summary>Somebody who does the work for an organisation, such as a lawyer of the Bar Association's panel.</summary>
internal sealed class PanelMember
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }

    /// <summary>NCDD codes of 2 digits; empty: anywhere.</summary>
    public required IReadOnlyList<string> Provinces { get; set; }
    public required IReadOnlyList<string> Languages { get; set; }

    /// <summary>Of the trade's codes, what she does.</summary>
    public required IReadOnlyList<string> Does { get; set; }

    /// <summary>Most open at once.</summary>
    public required int Most { get; set; }

    /// <summary>False: nothing new is assigned.</summary>
    public bool Active { get; set; } = true;
    public int Version { get; set; } = 1;
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
