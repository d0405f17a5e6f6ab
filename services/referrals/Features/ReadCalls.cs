using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>An organisation's calls, the newest first, and how many there were.</summary>
internal static class ReadCalls
{
    private const int Days = 7;

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapGet("/", List).For(Roles.Caseworker);
        calls.MapGet("/count", Count).For(Roles.Caseworker);
    }

    /// <param name="open">True: dropped ones that are still to be called back.</param>
    private static async Task<Results<Ok<Page<CallView>>, Refused>> List(
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct,
        bool? open = null,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var now = await clock.Now(ct);
        var rows = await Select(db, user.Organisation(), open, now, cursor).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(
            Page.Of(rows, limit, c => CallView.Open(c, sealer, now), c => new ListCursor(c.At, c.Id))
        );
    }

    internal static IQueryable<Call> Select(
        ReferralsDb db,
        Guid organisation,
        bool? open,
        DateTimeOffset now,
        ListCursor? cursor
    )
    {
        var calls = db.Calls.AsNoTracking().Where(c => c.OrganisationId == organisation);
        if (open == true)
            calls = calls.Where(c => c.SealedNumber != null && c.NumberUntil > now);
        if (open == false)
            calls = calls.Where(c => c.SealedNumber == null || c.NumberUntil <= now);
        return calls.NewestFirst(c => c.At, c => c.Id, cursor);
    }

    /// <summary>Of today and of the last seven days, today among them; a day begins at the network's
    /// midnight.</summary>
    private static async Task<Ok<CallCountsView>> Count(
        ReferralsDb db,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var midnight = NetworkTime.StartOf(NetworkTime.DayOf(await clock.Now(ct)));
        return TypedResults.Ok(
            new CallCountsView(
                await Since(db, user.Organisation(), midnight, ct),
                await Since(db, user.Organisation(), midnight.AddDays(1 - Days), ct)
            )
        );
    }

    private static async Task<CallCounts> Since(
        ReferralsDb db,
        Guid organisation,
        DateTimeOffset from,
        CancellationToken ct
    )
    {
        var counts = await db
            .Calls.Where(c => c.OrganisationId == organisation && c.At >= from)
            .GroupBy(c => c.Caller)
            .Select(of => new { of.Key, Count = of.Count() })
            .ToDictionaryAsync(of => of.Key, of => of.Count, ct);
        return new(
            counts.GetValueOrDefault("survivor"),
            counts.GetValueOrDefault("third-party"),
            counts.GetValueOrDefault("dropped")
        );
    }
}

internal sealed record CallCountsView(CallCounts Today, CallCounts Last7Days);

internal sealed record CallCounts(
    int Survivor,
    [property: JsonPropertyName("third-party")] int ThirdParty,
    int Dropped
);
