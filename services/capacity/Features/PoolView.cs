using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A pool as its own organisation sees it.</summary>
public sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText Name,
    string Access,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonElement? Trade,
    [property: JsonIgnore] int Version
) : IResource
{
    /// <summary>What the kind knows of it; left out where it knows nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonObject? Extension { get; init; }

    public static PoolView Of(Pool p) =>
        new(
            p.Id,
            p.SiteId,
            p.Name,
            p.Access,
            PoolCapacity.Of(p),
            p.Eligibility,
            p.Trade is null ? null : JsonElement.Parse(p.Trade),
            p.EditVersion
        );
}

internal static class PoolViews
{
    /// <summary>The pool as its organisation sees it, with what the kind knows of it.</summary>
    public static async Task<PoolView> View(this IKind kind, Pool pool, CancellationToken ct) =>
        (await kind.Views([pool], ct))[0];

    public static async Task<IReadOnlyList<PoolView>> Views(
        this IKind kind,
        IReadOnlyList<Pool> pools,
        CancellationToken ct
    )
    {
        var known = await kind.DescribePools([.. pools.Select(p => p.Id)], Viewer.Provider, ct);
        return [.. pools.Select(p => PoolView.Of(p) with { Extension = known.Of(p.Id) })];
    }
}

public sealed record PoolCapacity(
    string Unit,
    int Maximum,
    int Occupied,
    int Held,
    int Available,
    int Waiting,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ConfirmedAt,
    string Source,
    bool Estimate,
    bool Admitting,
    bool Overbooked,
    bool Suspended,
    string? ClosedReason,
    DateTimeOffset? ClosedUntil
)
{
    public static PoolCapacity Of(Pool p) =>
        new(
            p.Unit,
            p.Maximum,
            p.Occupied,
            p.Held,
            p.Count().Available,
            p.Waiting,
            p.UpdatedAt,
            p.ConfirmedAt,
            p.Source,
            p.Estimate,
            p.Admits,
            p.Overbooked,
            p.Suspended,
            p.ClosedReason,
            p.ClosedUntil
        );
}
