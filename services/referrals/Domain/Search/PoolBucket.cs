using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>The pools of one kind, tier and area, by id; immutable. Profiles are kept apart from the pools, so that a
/// scan reads memory in sequence and touches a pool only when it takes it.</summary>
internal sealed class PoolBucket(AvailabilityChanged[] pools, int[] profiles)
{
    public static readonly PoolBucket Empty = new([], []);

    public ReadOnlySpan<AvailabilityChanged> Pools => pools;
    public ReadOnlySpan<int> Profiles => profiles;

    public PoolBucket With(AvailabilityChanged pool, int profile)
    {
        var at = IndexAfter(pool.PoolId);
        return new([.. pools[..at], pool, .. pools[at..]], [.. profiles[..at], profile, .. profiles[at..]]);
    }

    public PoolBucket Without(Guid poolId)
    {
        var after = IndexAfter(poolId);
        return new([.. pools[..(after - 1)], .. pools[after..]], [.. profiles[..(after - 1)], .. profiles[after..]]);
    }

    /// <summary>Index of the first pool whose id is greater.</summary>
    public int IndexAfter(Guid poolId)
    {
        var low = 0;
        var high = pools.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pools[middle].PoolId.CompareTo(poolId) <= 0)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
