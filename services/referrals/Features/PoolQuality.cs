using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The pools whose count nobody has confirmed for too long, the oldest first, and whom to telephone.</summary>
internal static class PoolQuality
{
    private static readonly CodeList Old = new("stale", "unconfirmed");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/quality/pools", List).For(Roles.Coordinator).WithTags("quality");

    /// <param name="freshness">Both when left out.</param>
    private static Results<Ok<Page<OldPoolView>>, Refused> List(
        AvailabilityIndex index,
        FreshnessRules rules,
        TimeProvider time,
        string? freshness = null,
        int limit = Page.DefaultSize,
        string? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        if (freshness is not null && !Old.Contains(freshness))
            return Problem.Field("freshness", $"is none of: {Old}");
        (DateTimeOffset ConfirmedAt, Guid PoolId)? after = null;
        if (cursor is not null && (after = Read(cursor)) is null)
            return Problem.Field("cursor", "is not one that this list has answered");

        var now = time.GetUtcNow();
        var rows = index
            .All.Select(pool => (Pool: pool, Freshness: rules.For(pool).Of(pool.Capacity.ConfirmedAt, now)))
            .Where(row =>
                row.Freshness != Freshness.Current
                && (freshness is null || CapacityView.CodeOf(row.Freshness) == freshness)
                && (after is not { } last || Place(row.Pool).CompareTo(last) > 0)
            )
            .OrderBy(row => Place(row.Pool))
            .Take(limit + 1)
            .ToList();
        return TypedResults.Ok(
            new Page<OldPoolView>(
                [.. rows.Take(limit).Select(row => OldPoolView.Of(row.Pool, row.Freshness, index.Gazetteer))],
                rows.Count > limit ? Write(rows[limit - 1].Pool) : null
            )
        );
    }

    private static (DateTimeOffset ConfirmedAt, Guid PoolId) Place(AvailabilityChanged pool) =>
        (pool.Capacity.ConfirmedAt, pool.PoolId);

    private static string Write(AvailabilityChanged pool) => $"{pool.Capacity.ConfirmedAt.UtcTicks}.{pool.PoolId:N}";

    private static (DateTimeOffset, Guid)? Read(string cursor) =>
        cursor.Split('.') is [var ticks, var id]
        && Guid.TryParseExact(id, "N", out var pool)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && at <= DateTimeOffset.MaxValue.UtcTicks
            ? (new DateTimeOffset(at, TimeSpan.Zero), pool)
            : null;
}

/// <param name="Available">0 while admissions are closed.</param>
internal sealed record OldPoolView(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Party Organisation,
    AreaView Area,
    string Freshness,
    DateTimeOffset ConfirmedAt,
    int Available,
    int Maximum,
    string? IntakeContact
)
{
    public static OldPoolView Of(AvailabilityChanged pool, Freshness freshness, Gazetteer gazetteer) =>
        new(
            pool.PoolId,
            pool.Kind,
            pool.Name,
            new(pool.OrganisationId, pool.OrganisationName),
            AreaView.Of(pool.Area, gazetteer),
            CapacityView.CodeOf(freshness),
            pool.Capacity.ConfirmedAt,
            pool.Admitting ? pool.Capacity.Available : 0,
            pool.Capacity.Maximum,
            pool.IntakeContact
        );
}
