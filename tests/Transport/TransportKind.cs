using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Transport;

/// <summary>Whoever is driven has a driver before she is accepted; the driver is called when the hour has
/// come.</summary>
internal sealed class TransportKind(TransportDb db) : IKind
{
    private static readonly CodeList Vehicles = KindDescriptor.Of("transport").Offers;

    public (string Field, string Message)? CheckPool(JsonElement trade) =>
        TradeMembers.Only(trade, "vehicle") ?? TradeMembers.Code(trade, "vehicle", Vehicles);

    public async Task<string?> MayAccept(Pool pool, Attempt attempt, CancellationToken ct) =>
        await db.Rides.AnyAsync(ride => ride.AttemptId == attempt.Id, ct) ? null : "driver-needed";

    /// <summary>Whoever has arrived is safe: that is counted as if it had been asked.</summary>
    public Task OnTransition(IReadOnlyList<Attempt> changed, CancellationToken ct)
    {
        foreach (var a in changed.Where(a => a.Status == Status.Completed))
            db.Publish(
                new OutcomeMeasured(a.Id, a.ReferralId, "transport", "safe-after-one-month", "yes", a.By, a.At),
                a.At
            );
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyDictionary<Guid, JsonObject>> Describe(
        IReadOnlyCollection<Guid> attempts,
        Viewer viewer,
        CancellationToken ct
    ) =>
        (await db.Rides.AsNoTracking().Where(ride => attempts.Contains(ride.AttemptId)).ToListAsync(ct)).ToDictionary(
            ride => ride.AttemptId,
            ride =>
                viewer == Viewer.Provider
                    ? new JsonObject { ["driver"] = ride.Driver, ["called"] = ride.Called }
                    : new JsonObject { ["called"] = ride.Called }
        );

    public IReadOnlyList<ClockStep> Clocks(KindLedger ledger) =>
        [
            new(
                "driver",
                now => db.Rides.Where(ride => !ride.Called && ride.CallAt <= now).Select(ride => ride.AttemptId),
                async (id, _, ct) => (await db.Rides.SingleAsync(ride => ride.AttemptId == id, ct)).Called = true
            ),
        ];

    public Task Erase(Attempt attempt, CancellationToken ct) =>
        db.Rides.Where(ride => ride.AttemptId == attempt.Id).ExecuteDeleteAsync(ct);
}
