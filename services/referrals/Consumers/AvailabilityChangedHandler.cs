using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Telemetry;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Writes the table behind every replica's index; the feed is only faster.</summary>
internal sealed class AvailabilityChangedHandler(
    ReferralsDb db,
    DatabaseClock clock,
    ILogger<AvailabilityChangedHandler> log
) : IHandle<AvailabilityChanged>
{
    public async Task Handle(AvailabilityChanged m, Delivery delivery, CancellationToken ct)
    {
        var row = await db.Availability.SingleOrDefaultAsync(a => a.PoolId == m.PoolId, ct);
        if (row is null)
            db.Add(row = new AvailabilityRow { PoolId = m.PoolId });
        else if (row.Version >= m.Version)
            return;
        if (m.Again)
            CopyRepairs.Report(log, "pool", m.PoolId);
        (row.Version, row.State, row.AppliedAt) = (m.Version, m with { Again = false }, await clock.Now(ct));
    }
}
