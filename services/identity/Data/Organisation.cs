using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Identity.Data;

/// <summary>A partner: it refers, provides, or both.</summary>
internal sealed class Organisation : IListed
{
    public required Guid Id { get; init; }
    public required LocalText Name { get; init; }

    /// <summary>Codes of what it provides; empty for one that only refers.</summary>
    public required IReadOnlyList<string> Kinds { get; set; }
    public int Version { get; private set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null: it is not suspended.</summary>
    public DateTimeOffset? SuspendedAt { get; private set; }

    /// <summary>The last day of the latest agreement, as it was last recorded; null where there never was
    /// one.</summary>
    public DateOnly? AgreementUntil { get; private set; }

    public void Admit(IReadOnlyList<string> kinds) => (Kinds, Version) = (kinds, Version + 1);

    public void Suspend(DateTimeOffset now) => (SuspendedAt, Version) = (now, Version + 1);

    public void Resume() => (SuspendedAt, Version) = (null, Version + 1);

    public void Agree(DateOnly until)
    {
        if (AgreementUntil == until)
            return;
        (AgreementUntil, Version) = (until, Version + 1);
    }
}
