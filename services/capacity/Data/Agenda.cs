namespace ReferralNetwork.Capacity.Data;

/// <summary>Something that happens at an hour for somebody whom a provider has accepted: a hearing, a deadline, an
/// appointment.</summary>
public sealed class AgendaItem
{
    internal const string NotePurpose = "agenda-note";

    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>One of the trade's codes.</summary>
    public required string Code { get; init; }
    public DateTimeOffset At { get; internal set; }

    /// <summary>An interpreter is to be there.</summary>
    public bool Interpreter { get; internal set; }

    /// <summary>Somebody is to go with her.</summary>
    public bool Accompanied { get; internal set; }

    /// <summary>Where, and what to bring: sealed, it never leaves this service unasked (rule 3).</summary>
    internal byte[]? SealedNote { get; set; }

    /// <summary>It has been, or was called off.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }
    public int Version { get; internal set; } = 1;
}
