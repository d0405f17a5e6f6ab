using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Publishes every pool again, one page per transaction; a message to itself asks for the next.</summary>
internal sealed class AvailabilityRequestedHandler(
    CapacityDb db,
    Ledger ledger,
    KindDescriptor descriptor,
    IKind kind,
    DatabaseClock clock
) : IHandle<AvailabilityRequested>
{
    private const int PageSize = 500;

    public async Task Handle(AvailabilityRequested m, Delivery delivery, CancellationToken ct)
    {
        var page = await (
            from pool in db.Pools.AsNoTracking()
            join site in db.Sites on pool.SiteId equals site.Id
            select new { pool, site }
        )
            .InAnyOrder(row => row.pool.Id, m.After)
            .Take(PageSize)
            .ToListAsync(ct);
        var now = await clock.Now(ct);
        var extensions = await kind.DescribePools(page.ConvertAll(row => row.pool.Id), Viewer.Referrer, ct);
        foreach (var row in page)
            db.Publish(ledger.State(row.pool, row.site, extensions.Of(row.pool.Id)) with { Again = true }, now);
        if (page.Count == PageSize)
            db.Publish(new AvailabilityRequested(now, descriptor.Code, page[^1].pool.Id), now);
    }
}
