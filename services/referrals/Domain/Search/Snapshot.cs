using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>All that a query reads, as it was at one moment. A change copies the path to its cell and shares the
/// rest.</summary>
/// <param name="Shelves">One for each kind, in the order of their codes.</param>
internal sealed record Snapshot(Areas Areas, Profile[] Profiles, Shelf[] Shelves)
{
    public static readonly Snapshot Empty = new(Areas.None, [], []);

    public Snapshot With(Placement place) => Replace(ShelfOf(place).With(place));

    public Snapshot Without(Placement place) => Replace(ShelfOf(place).Without(place));

    private Shelf ShelfOf(Placement place) =>
        Array.Find(Shelves, shelf => shelf.Kind == place.Pool.Kind) ?? Shelf.Of(place.Pool.Kind);

    private Snapshot Replace(Shelf with)
    {
        var others = Shelves.Where(shelf => shelf.Kind != with.Kind);
        return this with { Shelves = [.. others.Append(with).OrderBy(shelf => shelf.Kind, StringComparer.Ordinal)] };
    }
}

/// <summary>The pools of one kind, by tier.</summary>
internal sealed record Shelf(string Kind, Tier[] Tiers)
{
    public static Shelf Of(string kind) => new(kind, [.. Enumerable.Repeat(Tier.Empty, Readiness.Tiers)]);

    public Shelf With(Placement place) => Replace(place.Tier, Tiers[place.Tier].With(place));

    public Shelf Without(Placement place) => Replace(place.Tier, Tiers[place.Tier].Without(place));

    private Shelf Replace(int tier, Tier with)
    {
        Tier[] tiers = [.. Tiers];
        tiers[tier] = with;
        return this with { Tiers = tiers };
    }
}

/// <summary>Pools of the same readiness and freshness, by area, and how many there are of each profile.</summary>
internal sealed class Tier(PoolBucket[] cells, int[] counts)
{
    public static readonly Tier Empty = new([], []);

    public ReadOnlySpan<int> Counts => counts;

    // Areas and profiles met later are not in the arrays yet.
    public PoolBucket this[int area] => area < cells.Length ? cells[area] : PoolBucket.Empty;

    public Tier With(Placement place) => Replace(place, this[place.Area].With(place.Pool, place.Profile), 1);

    public Tier Without(Placement place) => Replace(place, this[place.Area].Without(place.Pool.PoolId), -1);

    private Tier Replace(Placement place, PoolBucket cell, int more)
    {
        var newCells = new PoolBucket[Math.Max(cells.Length, place.Area + 1)];
        cells.CopyTo(newCells, 0);
        newCells.AsSpan(cells.Length).Fill(PoolBucket.Empty);
        newCells[place.Area] = cell;

        var newCounts = new int[Math.Max(counts.Length, place.Profile + 1)];
        counts.CopyTo(newCounts, 0);
        newCounts[place.Profile] += more;
        return new(newCells, newCounts);
    }
}

/// <summary>A pool's position in the index.</summary>
/// <param name="FreshUntil">When its tier has to be looked at again; null for never.</param>
internal sealed record Placement(AvailabilityChanged Pool, int Tier, int Area, int Profile, DateTimeOffset? FreshUntil);
