namespace ReferralNetwork.Capacity.Data;

/// <summary>Something that happens at an hour for somebody whom a provider has accepted: a hearing, a deadline, an appointment.</summary>
internal sealed class AgendaItem
{
    public const string NotePurpose = "agenda-note";

    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>One of the trade's codes.</summary>
    public required string Code { get; init; }
    public required DateTimeOffset At { get; set; }

    /// <summary>An interpreter is to be there.</summary>
    public bool Interpreter { get; set; }

    /// <summary>Somebody is to go with her.</summary>
    public bool Accompanied { get; set; }

    /// <summary>Where, and what to bring: sealed, it never leaves this service unasked (rule 3).</summary>
    public byte[]? SealedNote { get; set; }

    /// <summary>It has been, or was called off.</summary>
    public DateTimeOffset? EndedAt { get; set; }
    public int Version { get; set; } = 1;
}
