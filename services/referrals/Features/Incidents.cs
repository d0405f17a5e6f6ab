using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The current incidents, for the whole network to see: numbers, and no person.</summary>
internal static class Incidents
{
    public const int MaxPeople = 500;

    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapGet("/", List).For(Roles.Caseworker, Roles.Coordinator);

    private static async Task<Ok<WorkList<IncidentView>>> List(
        ReferralsDb db,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(Page.First(await IncidentView.Of(db, Shown(db, await clock.Now(ct)), await clock.Now(ct), ct)));

    public static void Begin(ReferralsDb db, Incident incident, DateTimeOffset now)
    {
        incident.Begin(now);
        db.Add(Alert.Of(incident, Alerts.IncidentDeclared, now));
    }

    public static async Task<Ok<IncidentView>> Answer(
        ReferralsDb db,
        Incident incident,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(
            (await IncidentView.Of(db, db.Incidents.Where(i => i.Id == incident.Id), now, ct)).Single()
        );
    }

    // Those that wait for a second organisation, are open, or are to be reviewed.
    private static IQueryable<Incident> Shown(ReferralsDb db, DateTimeOffset now)
    {
        var since = now - Incident.Patience;
        return db.Incidents.Where(i =>
            (i.Until == null && i.At > since) || i.Until > now || (i.Until != null && i.ReviewedAt == null)
        );
    }

    public static async Task<bool> HasPart(
        ReferralsDb db,
        Guid organisation,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        (
            await db
                .Incidents.AsNoTracking()
                .Where(i => i.OrganisationId == organisation || i.SecondId == organisation)
                .ToListAsync(ct)
        ).Exists(i => i.IsOpen(now) || i.WaitsForSecond(now));

    public static Refused HasPartAlready() =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            "Your organisation has already declared or confirmed an incident that is still going on.",
            ("reason", "one-at-a-time")
        );
}
