using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Shelters.Data;

namespace ReferralNetwork.Shelters;

/// <summary>A pool of beds offers one kind of stay. Whoever stays is offered a health check, and where she goes next is
/// planned.</summary>
internal sealed class SheltersKind(SheltersDb db) : IKind
{
    /// <summary>How long after arrival a health check must have been offered.</summary>
    public static readonly TimeSpan HealthCheckWithin = TimeSpan.FromDays(30);

    /// <summary>How long before that the desk is reminded.</summary>
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(14);

    /// <summary>The kinds of stay.</summary>
    public static readonly CodeList Stays = KindDescriptor.Of("shelter").Offers;

    /// <summary>Stays that one comes to at night, without papers.</summary>
    private static readonly CodeList NightStays = new("transit", "emergency");

    public (string Field, string Message)? CheckPool(JsonElement trade) =>
        TradeMembers.Only(trade, "stay") ?? TradeMembers.Code(trade, "stay", Stays);

    public bool AsksNoPapers(JsonElement? trade) =>
        trade?.TryGetProperty("stay", out var stay) == true && NightStays.Contains(stay.GetString());

    // Where she goes next is planned with her referrer, who sees it; the health check stays between the house and her.
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
