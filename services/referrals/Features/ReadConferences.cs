using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>An organisation's conferences, and those that name it, for as long as it helps her and she agrees to
/// it.</summary>
internal static class ReadConferences
{
    public static void Map(IEndpointRouteBuilder conferences)
    {
        conferences.MapGet("/", List).For(Roles.Caseworker, Roles.Intake);
        conferences.MapGet("/{conferenceId:guid}", Open).For(Roles.Caseworker, Roles.Intake);
    }

    private static async Task<Results<Ok<Page<ConferenceView>>, Refused>> List(
        ReferralsDb db,
        AvailabilityIndex index,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        ListCursor? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await Own(db, user, await clock.Now(ct))
            .AsNoTracking()
            .Include(c => c.Members)
            .NewestFirst(c => c.At, c => c.Id, cursor)
            .Take(limit + 1)
            .ToListAsync(ct);
        var page = Page.Of(rows, limit, c => c, c => new ListCursor(c.At, c.Id));
        var shut = await ClosedToCaller(db, index, page.Items, user, ct);
        return TypedResults.Ok(
            new Page<ConferenceView>(
                [.. page.Items.Except(shut).Select(c => ConferenceView.Of(c, null))],
                page.NextCursor
            )
        );
    }

    private static async Task<Results<Ok<ConferenceView>, Refused>> Open(
        Guid conferenceId,
        ReferralsDb db,
        UnitOfWork work,
        Sealer sealer,
        AvailabilityIndex index,
        DatabaseClock clock,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    ) =>
        await work.Run<Results<Ok<ConferenceView>, Refused>>(
            async () =>
            {
                var now = await clock.Now(ct);
                if (
                    await Own(db, user, now)
                        .AsNoTracking()
                        .Include(c => c.Members)
                        .SingleOrDefaultAsync(c => c.Id == conferenceId, ct)
                    is not { } conference
                )
                    return Problem.NotFound();
                if ((await ClosedToCaller(db, index, [conference], user, ct)).Count > 0)
                    return Problem.NotFound();
                if (conference.OrganisationId != user.Organisation())
                    db.Add(AccessEntry.Of(conference.ReferralId, user, "conference", "named", now));
                return Preconditions.Ok(http, ConferenceView.Of(conference, await NoteOf(db, sealer, conference, ct)));
            },
            answer => answer.Result is not Refused,
            ct
        );

    /// <returns>Null where there is none, or where it went with her consent.</returns>
    public static async Task<string?> NoteOf(
        ReferralsDb db,
        Sealer sealer,
        Conference conference,
        CancellationToken ct
    ) =>
        conference.SealedNote is { } note
        && await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.ReferralId == conference.ReferralId, ct) is { } key
            ? sealer.Open<string>(key.Wrapped, conference.ReferralId, note)
            : null;

    /// <summary>The conferences that are closed to the caller: it is only named in them, and all its pools that help
    /// her are suspended.</summary>
    private static async Task<List<Conference>> ClosedToCaller(
        ReferralsDb db,
        AvailabilityIndex index,
        IReadOnlyList<Conference> all,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var (organisation, ids) = (user.Organisation(), all.Select(c => c.ReferralId).Distinct().ToList());
        var pools = (
            await db
                .Attempts.AsNoTracking()
                .Where(a => ids.Contains(a.ReferralId) && a.OrganisationId == organisation)
                .ToListAsync(ct)
        ).ToLookup(a => a.ReferralId, a => a.PoolId);
        return
        [
            .. all.Where(c =>
                c.OrganisationId != organisation && pools[c.ReferralId].All(pool => index.Find(pool) is null)
            ),
        ];
    }

    // To be named is not enough: the organisation must still help her, in the current round, under her latest consent.
    internal static IQueryable<Conference> Own(ReferralsDb db, ClaimsPrincipal user, DateTimeOffset now)
    {
        string[] helping = [.. Status.Helping];
        var (organisation, refers, provides) = (
            user.Organisation(),
            user.IsInRole(Roles.Caseworker),
            user.IsInRole(Roles.Intake)
        );
        var referrals = Visible.Referrals(db, user);
        return db
            .Conferences.Where(c => referrals.Any(r => r.Id == c.ReferralId))
            .Where(c =>
                (refers && c.OrganisationId == organisation)
                || (
                    provides
                    && c.CancelledAt == null
                    && c.Members.Any(m => m.OrganisationId == organisation)
                    && db.Referrals.Any(r =>
                        r.Id == c.ReferralId
                        && r.Status != Status.Cancelled
                        && r.Status != Status.EnteredInError
                        && db.Attempts.Any(a =>
                            a.ReferralId == r.Id
                            && a.Round == r.Round
                            && a.OrganisationId == organisation
                            && helping.Contains(a.Status)
                        )
                    )
                    && db.Consents.Any(consent =>
                        consent.ReferralId == c.ReferralId
                        && consent.WithdrawnAt == null
                        && consent.ContestedAt == null
                        && consent.ExpiresAt > now
                        && !db.Consents.Any(later => later.ReferralId == c.ReferralId && later.At > consent.At)
                    )
                )
            );
    }
}
