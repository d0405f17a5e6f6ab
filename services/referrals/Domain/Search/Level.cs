using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>
/// The head of the sort key as one number, lower first: doors closed last, then the tier (open first, then fresher),
/// then the better fit.
/// </summary>
internal static class Level
{
    public const int Tiers = 6;
    public const int OpenTiers = 3;
    public const int Count = 2 * Tiers * Fits;

    // More than EligibilityRules can name; a longer list of fits ranks as this many.
    private const int Fits = 16;

    public static int Tier(bool open, Freshness freshness) => (open ? 0 : OpenTiers) + (int)freshness;
    public static bool IsOpen(int tier) => tier < OpenTiers;
    public static Freshness FreshnessOf(int tier) => (Freshness)(tier % OpenTiers);

    /// <summary>What doors and fit of a profile add to any tier, 0 to 31.</summary>
    public static byte Rank(bool doorsOpen, int fit) =>
        (byte)((doorsOpen ? 0 : Fits) + Fits - 1 - Math.Min(fit, Fits - 1));

    public static int Of(int tier, byte rank) => (rank / Fits * Tiers + tier) * Fits + rank % Fits;
    public static int TierOf(int level) => level / Fits % Tiers;
    public static byte RankOf(int level) => (byte)(level / (Fits * Tiers) * Fits + level % Fits);

    /// <summary>Whether somebody can be taken in now.</summary>
    public static bool IsOpen(AvailabilityChanged pool) =>
        pool.Admitting && (pool.Access == "walk-in" || pool.Capacity is { Waiting: 0, Available: > 0 });
}
