using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Which partners answer in time and count their places, for coordinators. Tells of partners, not of
/// cases.</summary>
internal static class PartnerQuality
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/quality/partners", List).For(Roles.Coordinator).WithTags("quality");

    private static async Task<Ok<PartnersView>> List(
        ReferralsDb db,
        AvailabilityIndex index,
        FreshnessRules rules,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var waiting = await Waiting(db, now).ToListAsync(ct);
        var unanswered = await Unanswered(db, now - Reach).ToListAsync(ct);
        var pools = index.All.ToLookup(pool => pool.OrganisationId);

        var partners = pools
            .Select(pool => pool.Key)
            .Concat(waiting.Select(w => w.OrganisationId))
            .Concat(unanswered.Select(u => u.OrganisationId))
            .Distinct();
        return TypedResults.Ok(
            new PartnersView([
                .. partners
                    .Select(id =>
                    {
                        var (asked, silent) = (
                            waiting.Find(w => w.OrganisationId == id),
                            unanswered.Find(u => u.OrganisationId == id)
                        );
                        var freshness = pools[id]
                            .CountBy(pool => rules.For(pool).Of(pool.Capacity.ConfirmedAt, now))
                            .ToDictionary();
                        return new PartnerView(
                            new(id, pools[id].FirstOrDefault()?.OrganisationName ?? asked?.Name ?? silent!.Name),
                            pools[id].Count(),
                            freshness.GetValueOrDefault(Freshness.Stale),
                            freshness.GetValueOrDefault(Freshness.Unconfirmed),
                            asked?.All ?? 0,
                            asked?.Overdue ?? 0,
                            silent?.All ?? 0
                        );
                    })
                    .OrderByDescending(p => p.Overdue)
                    .ThenByDescending(p => p.UnansweredLast30Days)
                    .ThenByDescending(p => p.Unconfirmed)
                    .ThenBy(p => p.Organisation.Name, StringComparer.Ordinal)
                    .ThenBy(p => p.Organisation.Id),
            ])
        );
    }

    internal static IQueryable<Answers> Waiting(ReferralsDb db, DateTimeOffset now) =>
        db
            .Attempts.Where(a => a.Status == Status.Requested || a.Status == Status.Received)
            .GroupBy(a => a.OrganisationId)
            .Select(all => new Answers
            {
                OrganisationId = all.Key,
                Name = all.Max(a => a.OrganisationName)!,
                All = all.Count(),
                Overdue = all.Count(a => a.AnswerDueAt < now),
            });

    // Only the history tells when an attempt ended.
    internal static IQueryable<Answers> Unanswered(ReferralsDb db, DateTimeOffset since) =>
        db
            .History.Where(h => h.BusinessStatus == Business.NoResponse && h.At >= since)
            .Join(db.Attempts, h => h.SubjectId, a => a.Id, (_, attempt) => attempt)
            .GroupBy(a => a.OrganisationId)
            .Select(all => new Answers
            {
                OrganisationId = all.Key,
                Name = all.Max(a => a.OrganisationName)!,
                All = all.Count(),
            });

    internal sealed record Answers
    {
        public Guid OrganisationId { get; init; }
        public required string Name { get; init; }
        public int All { get; init; }
        public int Overdue { get; init; }
    }
}

internal sealed record PartnersView(IReadOnlyList<PartnerView> Items);

/// <param name="Stale">How many of its pools have a stale count; <paramref name="Unconfirmed"/>: how many have an
/// unconfirmed one.</param>
/// <param name="Overdue">How many of the attempts that wait for its answer are overdue.</param>
internal sealed record PartnerView(
    Party Organisation,
    int Pools,
    int Stale,
    int Unconfirmed,
    int WaitingForAnswer,
    int Overdue,
    int UnansweredLast30Days
);
