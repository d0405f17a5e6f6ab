using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Indexing;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Publishes the whole gazetteer again for a service that asks for it.</summary>
internal sealed class PlacesRequestedHandler(ReferralsDb db, DatabaseClock clock) : IHandle<PlacesRequested>
{
    public async Task Handle(PlacesRequested m, Delivery delivery, CancellationToken ct)
    {
        var places = await db.Places.AsNoTracking().OrderBy(p => p.Code).ToListAsync(ct);
        Places.Publish(db, places, await clock.Now(ct));
    }
}
