using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The referrals put to an organisation's pools.</summary>
internal static class Inbox
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox", List).For(Roles.Intake);
        routes.MapGet("/inbox/stream", Follow).For(Roles.Intake);
        routes.MapGet("/inbox/{referralId:guid}", Show).For(Roles.Intake);
    }

    private static async Task<IResult> List(
        CapacityDb db, ClaimsPrincipal user, CancellationToken ct, string? status = null, int limit = Page.Default, Guid? cursor = null)
    {
        if (Page.Check(limit) is { } bad) return bad;
        if (status is not null && !Status.All.Contains(status)) return Problem.Field("status", $"is none of: {Status.All}");
        var rows = await (from attempt in Own(db, user).AsNoTracking()
                          join pool in db.Pools.AsNoTracking() on attempt.PoolId equals pool.Id
                          where (status == null || attempt.Status == status) && (cursor == null || attempt.Id.CompareTo(cursor.Value) > 0)
                          orderby attempt.Id
                          select new { attempt, pool.Eligibility }).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page.Of(rows, limit, row => InboxItem.Of(row.attempt, row.Eligibility), row => row.attempt.Id));
    }

    /// <summary>Items as they change; the id of an event is the microsecond of the change.</summary>
    private static IResult Follow(ClaimsPrincipal user, HttpContext http) =>
        EventStream.Of<InboxItem>(http, "inbox", async (services, last, ct) =>
        {
            var db = services.GetRequiredService<CapacityDb>();
            var since = long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
                && microseconds < DateTimeOffset.MaxValue.ToUnixTimeMicroseconds()
                ? Microseconds.FromUnixTimeMicroseconds(microseconds) : DateTimeOffset.UnixEpoch;
            var rows = await (from attempt in Own(db, user).AsNoTracking()
                              join pool in db.Pools.AsNoTracking() on attempt.PoolId equals pool.Id
                              where attempt.At > since && (last != null || attempt.EndedAt == null)
                              orderby attempt.At
                              select new { attempt, pool.Eligibility }).Take(Page.Longest).ToListAsync(ct);
            return [.. rows.Select(row => ($"{row.attempt.At.ToUnixTimeMicroseconds()}", InboxItem.Of(row.attempt, row.Eligibility)))];
        });

    private static async Task<IResult> Show(Guid referralId, CapacityDb db, ClaimsPrincipal user, HttpContext http, CancellationToken ct) =>
        await Find(db, user, referralId, ct) is { } attempt
            ? Preconditions.Ok(http, await View(db, attempt, ct)) : Problem.NotFound();

    /// <summary>The organisation's attempt for this referral: the open one, else the latest.</summary>
    public static async Task<Attempt?> Find(CapacityDb db, ClaimsPrincipal user, Guid referralId, CancellationToken ct) =>
        (await Own(db, user).Where(a => a.ReferralId == referralId).ToListAsync(ct))
            .OrderByDescending(a => Status.Live.Contains(a.Status)).ThenByDescending(a => Status.Open.Contains(a.Status))
            .ThenByDescending(a => a.Round).ThenByDescending(a => a.Ordinal).FirstOrDefault();

    public static async Task<InboxItem> View(CapacityDb db, Attempt attempt, CancellationToken ct) =>
        InboxItem.Of(attempt, await db.Pools.Where(p => p.Id == attempt.PoolId).Select(p => p.Eligibility).SingleAsync(ct));

    private static IQueryable<Attempt> Own(CapacityDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Attempts.Where(a => a.OrganisationId == organisation);
    }
}
