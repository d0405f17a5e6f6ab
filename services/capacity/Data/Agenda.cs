namespace ReferralNetwork.Capacity.Data;

/// <summary>A dated item for somebody whom a provider has accepted: a hearing, a deadline, an appointment.</summary>
public sealed class AgendaItem
{
    internal const string NotePurpose = "agenda-note";

    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>One of the kind's agenda codes.</summary>
    public required string Code { get; init; }
    public DateTimeOffset At { get; internal set; }

    /// <summary>An interpreter is to be present.</summary>
    public bool Interpreter { get; internal set; }

    /// <summary>Somebody is to accompany the survivor.</summary>
    public bool Accompanied { get; internal set; }

    /// <summary>Where it is and what to bring, sealed. Never in an event, only in an answer (rule 3).</summary>
    internal byte[]? SealedNote { get; set; }

    /// <summary>When it took place or was called off; null while it is open.</summary>
    public DateTimeOffset? EndedAt { get; internal set; }
    public int Version { get; internal set; } = 1;
}
