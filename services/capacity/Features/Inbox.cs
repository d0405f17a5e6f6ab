using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The referrals put to an organisation's pools.</summary>
internal static class Inbox
{
    private static readonly string[] Open = [.. Status.Open];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox", List).For(Roles.Intake);
        routes.MapGet("/inbox/stream", Follow).For(Roles.Intake);
        routes.MapGet("/inbox/{attemptId:guid}", Show).For(Roles.Intake);
    }

    /// <summary>The oldest request first, in pages. With <c>open=true</c> the medical windows that end soonest come
    /// first, then what is due first: one page of at most <c>limit</c>, and whether there are more.</summary>
    /// <param name="open">True: not ended; false: ended.</param>
    private static async Task<Results<Ok<InboxList>, Refused>> List(
        CapacityDb db,
        IKind kind,
        ClaimsPrincipal user,
        CancellationToken ct,
        string? status = null,
        bool? open = null,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        if (status is not null && !Status.All.Contains(status))
            return Problem.Field("status", $"is none of: {Status.All}");
        if (open == true && cursor is not null)
            return Problem.Field("cursor", "is not for open=true: that is one page");
        var own = Visible.ToProvider(db, user).AsNoTracking();
        if (status is not null)
            own = own.Where(a => a.Status == status);
        if (open == true)
        {
            var first = await ByDue(db, own).Take(limit + 1).ToListAsync(ct);
            var (items, more) = Page.First(await Views(kind, first, ct), limit);
            return TypedResults.Ok(new InboxList(items, null, more));
        }
        if (open == false)
            own = own.Where(a => a.EndedAt != null);
        // The cursor is only the id of the last item: with a time in it, to the microsecond, two providers could match
        // their entries (rule 12).
        var last = cursor is { } id ? await Find(db, user, id, ct) : null;
        if (cursor is not null && last is null)
            return Problem.Field("cursor", "is none that this list gave");
        ListCursor? after = last is null ? null : new(last.RequestedAt, last.Id);
        var rows = await At(db, own)
            .OldestFirst(row => row.Attempt.RequestedAt, row => row.Attempt.Id, after)
            .Take(limit + 1)
            .ToListAsync(ct);
        var (page, next) = Page.Of([.. await Views(kind, rows, ct)], limit, item => item, item => item.AttemptId);
        return TypedResults.Ok(new InboxList(page, next, null));
    }

    // DueAt is the earliest deadline of the attempt's state. Until arrival a medical window comes before everything
    // else.
    private static IQueryable<AttemptWithPlace> ByDue(CapacityDb db, IQueryable<Attempt> own) =>
        At(db, own.Where(a => Open.Contains(a.Status)))
            .OrderBy(row => row.Attempt.MedicalWindowEndsAt == null || row.Attempt.ArrivedAt != null)
            .ThenBy(row => row.Attempt.ArrivedAt != null ? null : row.Attempt.MedicalWindowEndsAt)
            .ThenBy(row => row.Attempt.DueAt == null)
            .ThenBy(row => row.Attempt.DueAt)
            .ThenBy(row => row.Attempt.UrgencyRank)
            .ThenBy(row => row.Attempt.Id);

    /// <summary>Streams items as they change. Without Last-Event-ID it begins with all open items, those unchanged
    /// longest first; with it, with what has changed since, ended items included.</summary>
    private static Results<ServerSentEventsResult<InboxItem?>, Refused> Follow(
        ClaimsPrincipal user,
        HttpContext http
    ) =>
        EventStream.OfRows(
            http,
            "inbox",
            user.Organisation(),
            services =>
                At(
                    services.GetRequiredService<CapacityDb>(),
                    Visible.ToProvider(services.GetRequiredService<CapacityDb>(), user).AsNoTracking()
                ),
            row => row.Attempt.At,
            row => row.Attempt.Id,
            (services, rows, token) => Views(services.GetRequiredService<IKind>(), rows, token),
            begin: all => all.Where(row => row.Attempt.EndedAt == null)
        );

    private static async Task<Results<Ok<InboxItem>, Refused>> Show(
        Guid attemptId,
        CapacityDb db,
        IKind kind,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var notes = attempt.ShownNotes(sealer);
        return Preconditions.Ok(
            http,
            await View(db, kind, attempt, ct) with
            {
                MeetingPoint = notes.MeetingPoint,
                Escort = notes.Escort,
                CodeWord = CodeWords.StateOf(notes),
            }
        );
    }

    public static Task<Attempt?> Find(CapacityDb db, ClaimsPrincipal user, Guid attemptId, CancellationToken ct) =>
        Visible.ToProvider(db, user).SingleOrDefaultAsync(a => a.Id == attemptId, ct);

    public static async Task<InboxItem> View(CapacityDb db, IKind kind, Attempt attempt, CancellationToken ct)
    {
        // Saved first, so that the query for the extension finds what the kind has just changed.
        await db.SaveChangesAsync(ct);
        var at = await (
            from pool in db.Pools
            join site in db.Sites on pool.SiteId equals site.Id
            where pool.Id == attempt.PoolId
            select new { Pool = pool.Name, Site = site.Name }
        ).SingleAsync(ct);
        var known = await kind.Describe([attempt.Id], Viewer.Provider, ct);
        return InboxItem.Of(attempt, at.Pool, at.Site) with { Extension = known.Of(attempt.Id) };
    }

    private static async Task<IReadOnlyList<InboxItem>> Views(
        IKind kind,
        IReadOnlyList<AttemptWithPlace> rows,
        CancellationToken ct
    )
    {
        var known = await kind.Describe([.. rows.Select(row => row.Attempt.Id)], Viewer.Provider, ct);
        return [.. rows.Select(row => InboxItem.Of(row) with { Extension = known.Of(row.Attempt.Id) })];
    }

    private static IQueryable<AttemptWithPlace> At(CapacityDb db, IQueryable<Attempt> attempts) =>
        from attempt in attempts
        join pool in db.Pools.AsNoTracking() on attempt.PoolId equals pool.Id
        join site in db.Sites.AsNoTracking() on pool.SiteId equals site.Id
        select new AttemptWithPlace
        {
            Attempt = attempt,
            PoolName = pool.Name,
            SiteName = site.Name,
        };
}

/// <param name="NextCursor">Of the next page; null on the last page and with <c>open=true</c>.</param>
/// <param name="More">Only with <c>open=true</c>: whether there are more than these.</param>
internal sealed record InboxList(
    IReadOnlyList<InboxItem> Items,
    string? NextCursor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? More
);
