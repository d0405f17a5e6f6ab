using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What is kept for a group, as its referrer sees it.</summary>
internal sealed record GroupView(Guid Id, DateTimeOffset ArrivesAt, DateTimeOffset Until, IReadOnlyList<BlockView> Blocks) : IResource
{
    [JsonIgnore]
    public int Version => 1;

    public int Places => Blocks.Sum(b => b.Places);
    public int Left => Blocks.Sum(b => b.Left);

    public static async Task<List<GroupView>> Of(CapacityDb db, IQueryable<Block> blocks, CancellationToken ct)
    {
        var rows = await (from block in blocks.AsNoTracking()
                          join pool in db.Pools on block.PoolId equals pool.Id
                          join site in db.Sites on pool.SiteId equals site.Id
                          orderby block.ArrivesAt, block.Id
                          select new { block, pool, site.OrganisationName, Left = db.Holds.Where(h => h.AttemptId == block.Id).Sum(h => h.Places) })
            .Take(Page.Longest).ToListAsync(ct);
        return [.. rows.GroupBy(row => row.block.GroupId).Select(group => new GroupView(group.Key, group.First().block.ArrivesAt, group.First().block.Until,
            [.. group.Select(row => new BlockView(row.block.PoolId, row.pool.Name, row.OrganisationName, row.block.Places, row.Left, row.block.EndedAt, WarningOf(row.pool, row.block.ArrivesAt)))]))];
    }

    private static string? WarningOf(Pool pool, DateTimeOffset arrivesAt) =>
        pool.Suspended ? "suspended" : pool.Overbooked ? "overbooked" : pool.ClosedReason is not null && !(pool.ClosedUntil <= arrivesAt) ? "closed" : null;
}

/// <summary>Those that are kept now: one page.</summary>
internal sealed record GroupsView(IReadOnlyList<GroupView> Items);

/// <summary>The same for the house.</summary>
internal sealed record ExpectedGroupsView(IReadOnlyList<ExpectedView> Items);

/// <param name="Places">Kept at first.</param>
/// <param name="Left">Of them, those that nobody has been named for.</param>
/// <param name="EndedAt">When the rest was given back.</param>
/// <param name="Warning">Why the house may not be able to take them though places are kept: <c>suspended</c>, <c>overbooked</c>, or <c>closed</c> when they arrive.</param>
internal sealed record BlockView(Guid PoolId, LocalText PoolName, string OrganisationName, int Places, int Left, DateTimeOffset? EndedAt, string? Warning);

/// <summary>What is kept for a group, as the house sees it.</summary>
internal sealed record ExpectedView(Guid BlockId, Guid PoolId, LocalText PoolName, Party Referrer, DateTimeOffset ArrivesAt, int Places, int Left);
