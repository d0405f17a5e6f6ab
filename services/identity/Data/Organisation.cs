using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Identity.Data;

/// <summary>A partner: it refers, provides, or both.</summary>
internal sealed class Organisation : IListed
{
    public required Guid Id { get; init; }
    public required LocalText Name { get; init; }

    /// <summary>Codes of what it provides; empty for one that only refers.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }
    public int Version { get; init; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
}
