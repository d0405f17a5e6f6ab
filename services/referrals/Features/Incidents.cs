using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Declares an incident, joins in declaring it, reviews it. Whatever of it is open is for the whole network to see: it names nobody.</summary>
internal static class Incidents
{
    public const int MostPeople = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var incidents = routes.MapGroup("/api/incidents").WithTags("incidents");
        incidents.MapGet("/", List).For(Roles.Caseworker, Roles.Coordinator);
        incidents.MapPost("/", Declare).For(Roles.Caseworker, Roles.Coordinator).Creates(Reload);
        incidents.MapPost("/{incidentId:guid}/second", Second).For(Roles.Caseworker).InTransaction();
        incidents.MapPost("/{incidentId:guid}/review", Review).For(Roles.Coordinator).InTransaction();
    }

    private static async Task<Ok<WorkList<IncidentView>>> List(
        ReferralsDb db,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(Page.First(await IncidentView.Of(db, Shown(db, await clock.Now(ct)), await clock.Now(ct), ct)));

    private static async Task<Results<Created<IncidentView>, Refused>> Declare(
        IncidentRequest request,
        ReferralsDb db,
        UnitOfWork work,
        AvailabilityIndex index,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (index.Gazetteer.Find(request.District!) is null)
            return Problem.Field("district", "is not a known place");
        await work.Alone("incidents", ct);
        var (now, coordinates) = (await clock.Now(ct), user.IsInRole(Roles.Coordinator));
        if (!coordinates && await HasPart(db, user.Organisation(), now, ct))
            return HasPartAlready();
        var incident = new Incident
        {
            Id = Guid.CreateVersion7(now),
            People = request.People!.Value,
            District = request.District!,
            OrganisationId = user.Organisation(),
            OrganisationName = user.OrganisationName(),
            By = user.Subject(),
            At = now,
        };
        db.Add(incident);
        if (coordinates)
            Begin(db, incident, now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            "/api/incidents",
            (await IncidentView.Of(db, db.Incidents.Where(i => i.Id == incident.Id), now, ct)).Single()
        );
    }

    private static async Task<Results<Ok<IncidentView>, Refused>> Second(
        Guid incidentId,
        ReferralsDb db,
        UnitOfWork work,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        await work.Alone("incidents", ct);
        var (now, organisation) = (await clock.Now(ct), user.Organisation());
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == incidentId, ct) is not { } incident)
            return Problem.NotFound();
        if (incident.OrganisationId == organisation)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Another organisation is to join in.",
                ("reason", "your-own")
            );
        if (!incident.WaitsForSecond(now))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "It waits for no second any more.",
                ("reason", "not-waiting")
            );
        if (await HasPart(db, organisation, now, ct))
            return HasPartAlready();
        (incident.SecondId, incident.SecondName, incident.SecondBy) = (
            organisation,
            user.OrganisationName(),
            user.Subject()
        );
        Begin(db, incident, now);
        return await Answer(db, incident, now, ct);
    }

    /// <summary>What was declared without need ends at once, and what was kept for it counts against the shares of who keeps it.</summary>
    private static async Task<Results<Ok<IncidentView>, Refused>> Review(
        Guid incidentId,
        ReviewRequest request,
        ReferralsDb db,
        UnitOfWork work,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        await work.Alone(Allowances.LockOf(incidentId), ct);
        var now = await clock.Now(ct);
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == incidentId, ct) is not { } incident)
            return Problem.NotFound();
        if (incident.Until is null)
            return Problem.Of(StatusCodes.Status409Conflict, "It has not begun.", ("reason", "not-begun"));
        (incident.ReviewedAt, incident.ReviewedBy, incident.Upheld, incident.Version) = (
            now,
            user.Subject(),
            request.Upheld,
            incident.Version + 1
        );
        if (request.Upheld == false)
        {
            await db
                .Referrals.Where(r => r.IncidentId == incidentId)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.IncidentId, (Guid?)null), ct);
            await db
                .Groups.Where(g => g.IncidentId == incidentId)
                .ExecuteUpdateAsync(set => set.SetProperty(g => g.IncidentId, (Guid?)null), ct);
        }
        return await Answer(db, incident, now, ct);
    }

    private static void Begin(ReferralsDb db, Incident incident, DateTimeOffset now)
    {
        incident.Begin(now);
        db.Add(Alert.Of(incident, Alerts.IncidentDeclared, now));
    }

    private static async Task<Ok<IncidentView>> Answer(
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

    // Those that wait, go on, or are to be looked at.
    private static IQueryable<Incident> Shown(ReferralsDb db, DateTimeOffset now)
    {
        var since = now - Incident.Patience;
        return db.Incidents.Where(i =>
            (i.Until == null && i.At > since) || i.Until > now || (i.Until != null && i.ReviewedAt == null)
        );
    }

    private static async Task<bool> HasPart(
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

    private static Refused HasPartAlready() =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            "Your organisation has declared one that goes on.",
            ("reason", "one-at-a-time")
        );

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<ReferralsDb>();
        var now = await http.RequestServices.GetRequiredService<DatabaseClock>().Now(ct);
        return (await IncidentView.Of(db, db.Incidents.Where(i => i.Id == id), now, ct)).SingleOrDefault();
    }
}

/// <param name="People">2 to 500: so many places of each kind may be kept for it.</param>
/// <param name="District">NCDD code of a district, or of the province where no more is known.</param>
internal sealed record IncidentRequest(int? People, string? District);

internal sealed class IncidentRequestValidator : AbstractValidator<IncidentRequest>
{
    public IncidentRequestValidator()
    {
        RuleFor(r => r.People).NotNull().WithMessage("is required").InclusiveBetween(2, Incidents.MostPeople);
        RuleFor(r => r.District).NotNull().WithMessage("is required");
    }
}

/// <param name="Upheld">False: there was no need, and it ends.</param>
internal sealed record ReviewRequest(bool? Upheld);

internal sealed class ReviewRequestValidator : AbstractValidator<ReviewRequest>
{
    public ReviewRequestValidator() => RuleFor(r => r.Upheld).NotNull().WithMessage("is required");
}
