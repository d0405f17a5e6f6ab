using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Keeping;

namespace ReferralNetwork.Referrals.Features;

/// <param name="Status"><c>declared</c>: it waits for a second organisation; <c>open</c>; <c>ended</c>.</param>
/// <param name="Kept">Places kept for it, by kind.</param>
internal sealed record IncidentView(
    Guid Id,
    string Status,
    int People,
    string District,
    Party DeclaredBy,
    Party? Second,
    DateTimeOffset At,
    DateTimeOffset? Until,
    DateTimeOffset? ReviewedAt,
    IReadOnlyDictionary<string, int> Kept,
    [property: JsonIgnore] int Version
) : IResource
{
    public static async Task<List<IncidentView>> Of(
        ReferralsDb db,
        IQueryable<Incident> incidents,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rows = await incidents
            .AsNoTracking()
            .OrderByDescending(i => i.At)
            .ThenBy(i => i.Id)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var ids = rows.ConvertAll(row => (Guid?)row.Id);
        string[] keeping = [.. Ways.OfStatus.Keys];
        var kept = (
            await db
                .Referrals.Where(r => ids.Contains(r.IncidentId) && keeping.Contains(r.Status))
                .GroupBy(r => new { r.IncidentId, r.Kind })
                .Select(all => new
                {
                    all.Key.IncidentId,
                    all.Key.Kind,
                    Places = all.Sum(r => r.Places),
                })
                .ToListAsync(ct)
        ).ToLookup(row => row.IncidentId);
        var expected = (
            await Allowances
                .Expected(db, db.Groups.Where(g => ids.Contains(g.IncidentId)))
                .GroupBy(one => new { one.Group.IncidentId, one.Group.Kind })
                .Select(all => new
                {
                    all.Key.IncidentId,
                    all.Key.Kind,
                    Places = all.Sum(one => one.Left),
                })
                .ToListAsync(ct)
        ).ToLookup(row => row.IncidentId);
        return rows.ConvertAll(i => new IncidentView(
            i.Id,
            i.IsOpen(now) ? "open"
                : i.WaitsForSecond(now) ? "declared"
                : "ended",
            i.People,
            i.District,
            new(i.OrganisationId, i.OrganisationName),
            i.SecondId is { } second ? new(second, i.SecondName!) : null,
            i.At,
            i.Until,
            i.ReviewedAt,
            kept[i.Id]
                .Concat(expected[i.Id])
                .GroupBy(row => row.Kind)
                .ToDictionary(all => all.Key, all => all.Sum(row => row.Places)),
            i.Version
        ));
    }
}
