using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Keeping;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Asks for permission to keep places, for the sender of the request.</summary>
internal sealed class Allowances(ReferralsDb db, UnitOfWork work, Allowance allowance, DatabaseClock clock)
{
    /// <summary>The time within which it is judged whether somebody takes unusually many places.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <param name="incident">The incident against which they count while it is open; afterwards, as without one, they
    /// count against the own share.</param>
    /// <returns>The permission, or the refusal; other requests against the same share wait until this transaction has
    /// ended.</returns>
    public async Task<(Refused? Refusal, Allowed? Allowed)> Ask(
        ClaimsPrincipal user,
        int places,
        string kind,
        Guid? incident,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var asker = new Asker(user.Organisation(), user.Subject(), user.IsClient());
        var against = await Open(incident, now, ct);
        await work.AcquireLock(LockOf(against?.Id ?? asker.Organisation), ct);
        Excess? excess;
        var allowed = against is null
            ? Allowed.Of(
                allowance,
                await Kept(
                    db.Referrals.Where(r => r.OrganisationId == asker.Organisation && r.IncidentId == null),
                    db.Groups.Where(g => g.OrganisationId == asker.Organisation && g.IncidentId == null),
                    now - Recent,
                    ct
                ),
                asker,
                places,
                out excess
            )
            : Allowed.OfIncident(
                against.Id,
                against.People,
                await Kept(
                    db.Referrals.Where(r => r.IncidentId == against.Id && r.Kind == kind),
                    db.Groups.Where(g => g.IncidentId == against.Id && g.Kind == kind),
                    now,
                    ct
                ),
                asker,
                places,
                out excess
            );
        return (allowed is null ? Refuse(excess!, places) : null, allowed);
    }

    public async Task<bool> IsOpen(Guid incident, DateTimeOffset now, CancellationToken ct) =>
        await Open(incident, now, ct) is not null;

    /// <param name="share">Id of an organisation, or of an incident.</param>
    public static string LockOf(Guid share) => $"allowance/{share}";

    private async Task<Incident?> Open(Guid? id, DateTimeOffset now, CancellationToken ct) =>
        id is null ? null
        : await db.Incidents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } found && found.IsOpen(now)
            ? found
        : null;

    private async Task<List<Kept>> Kept(
        IQueryable<Referral> referrals,
        IQueryable<Group> groups,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        string[] keeping = [.. Ways.OfStatus.Keys];
        var rows = await referrals
            .Where(r => keeping.Contains(r.Status))
            .GroupBy(r => new { r.Status, r.KeptBy })
            .Select(all => new
            {
                all.Key.Status,
                all.Key.KeptBy,
                Places = all.Sum(r => r.Places),
                Recent = all.Sum(r => r.RequestedAt >= since ? r.Places : 0),
            })
            .ToListAsync(ct);
        var expected = await Expected(db, groups)
            .GroupBy(one => one.Group.KeptBy)
            .Select(all => new
            {
                By = all.Key,
                Places = all.Sum(one => one.Left),
                Recent = all.Sum(one => one.Group.RequestedAt >= since ? one.Left : 0),
            })
            .ToListAsync(ct);
        return
        [
            .. rows.Select(row => new Kept(Ways.OfStatus[row.Status], row.KeptBy, row.Places, row.Recent)),
            .. expected.Select(row => new Kept(Ways.Group, row.By, row.Places, row.Recent)),
        ];
    }

    /// <summary>The places that houses keep for these groups and that no named person has taken yet.</summary>
    public static IQueryable<ExpectedPlaces> Expected(ReferralsDb db, IQueryable<Group> groups)
    {
        string[] keeping = [.. GroupReservationStatus.Keeping];
        return from g in groups
            where g.EndedAt == null
            join b in db.GroupReservations on g.Id equals b.GroupId
            where keeping.Contains(b.Status)
            select new ExpectedPlaces { Group = g, Left = b.Left };
    }

    private static Refused Refuse(Excess excess, int more)
    {
        var kept = Ways
            .All.Select(way => (Way: way, Places: excess.Kept.Where(one => one.Way == way).Sum(one => one.Places)))
            .Where(one => one.Places > 0)
            .ToDictionary(one => one.Way, one => one.Places);
        var free = kept.Keys.SelectMany(way => Ways.Free[way]).Distinct().ToList();
        var whose = excess.Of switch
        {
            "person" => "You keep",
            "client" => "This client keeps",
            "incident" => "The incident keeps",
            _ => "Your organisation keeps",
        };
        return Problem.Of(
            StatusCodes.Status429TooManyRequests,
            $"{whose} {excess.Keeps} places ({string.Join(", ", kept.Select(one => $"{one.Key} {one.Value}"))}); "
                + $"the most is {excess.Most}, "
                + $"and this asks for {more}. To free some: {string.Join(", ", free)}.",
            ("reason", "allowance"),
            ("of", excess.Of),
            ("keeps", excess.Keeps),
            ("most", excess.Most),
            ("more", more),
            ("kept", kept),
            ("free", free)
        );
    }
}

/// <summary>The places that one house keeps for one group.</summary>
internal sealed class ExpectedPlaces
{
    public required Group Group { get; init; }
    public required int Left { get; init; }
}
