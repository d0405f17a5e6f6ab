using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Shelters.Data;

namespace ReferralNetwork.Shelters;

/// <summary>A pool of beds offers one kind of stay; whoever stays is offered a health check and goes on to
/// somewhere.</summary>
internal sealed class SheltersKind(SheltersDb db) : IKind
{
    /// <summary>So soon after arrival a health check is to be offered.</summary>
    public static readonly TimeSpan HealthCheckWithin = TimeSpan.FromDays(30);

    /// <summary>So long before it must have been offered, the desk is reminded.</summary>
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(14);

    /// <summary>How one stays.</summary>
    public static readonly CodeList Stays = KindDescriptor.Of("shelter").Offers;

    /// <summary>Where one comes by night, without anything.</summary>
    private static readonly CodeList AtOnce = new("transit", "emergency");

    public (string Field, string Message)? CheckPool(JsonElement trade) =>
        TradeMembers.Only(trade, "stay") ?? TradeMembers.Code(trade, "stay", Stays);

    public bool AsksNoPapers(JsonElement? trade) =>
        trade?.TryGetProperty("stay", out var stay) == true && AtOnce.Contains(stay.GetString()!);

    // Where she is to go on to is planned with her referrer; what of her health is offered, between the house and her.
    public async Task<IReadOnlyDictionary<Guid, JsonObject>> Describe(
        IReadOnlyCollection<Guid> attempts,
        Viewer viewer,
        CancellationToken ct
    ) =>
        (await db.Stays.AsNoTracking().Where(stay => attempts.Contains(stay.AttemptId)).ToListAsync(ct)).ToDictionary(
            stay => stay.AttemptId,
            stay =>
                viewer == Viewer.Provider
                    ? new JsonObject { ["onward"] = stay.Onward, ["healthCheckOfferedAt"] = stay.HealthCheckOfferedAt }
                    : new JsonObject { ["onward"] = stay.Onward }
        );

    public async Task<IReadOnlyList<Duty>> Duties(
        IQueryable<Attempt> own,
        DateTimeOffset now,
        int most,
        CancellationToken ct
    )
    {
        var arrivedBefore = now - HealthCheckWithin + Reminder;
        var due = await own.Where(a =>
                a.Status == Status.InProgress
                && a.ArrivedAt <= arrivedBefore
                && !db.Stays.Any(stay => stay.AttemptId == a.Id && stay.HealthCheckOfferedAt != null)
            )
            .OrderBy(a => a.ArrivedAt)
            .Take(most)
            .Select(a => new
            {
                a.Id,
                a.CaseCode,
                a.ArrivedAt,
            })
            .ToListAsync(ct);
        return due.ConvertAll(a => new Duty(a.Id, a.CaseCode, "health-check", a.ArrivedAt!.Value + HealthCheckWithin));
    }

    public Task Erase(Attempt attempt, CancellationToken ct) =>
        db.Stays.Where(stay => stay.AttemptId == attempt.Id).ExecuteDeleteAsync(ct);
}
