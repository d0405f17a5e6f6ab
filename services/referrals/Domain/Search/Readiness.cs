using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>Open or not, and how fresh the count is, as one number: the tier of the pools that share both.</summary>
internal static class Readiness
{
    public const int Tiers = 6;
    public const int OpenTiers = 3;

    public static int Tier(bool open, Freshness freshness) => (open ? 0 : OpenTiers) + (int)freshness;

    public static bool IsOpen(int tier) => tier < OpenTiers;

    public static Freshness FreshnessOf(int tier) => (Freshness)(tier % OpenTiers);

    /// <summary>Whether somebody can be taken in now.</summary>
    public static bool IsOpen(AvailabilityChanged pool) =>
        pool.Admitting && (pool.Access == "walk-in" || pool.Capacity is { Waiting: 0, Available: > 0 });
}
