using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Declares that many people come at once in one district. A coordinator's declaration begins at once, a
/// partner's when another partner joins in.</summary>
internal static class DeclareIncident
{
    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapPost("/", Handle).For(Roles.Caseworker, Roles.Coordinator).Creates(Reload);

    private static async Task<Results<Created<IncidentView>, Refused>> Handle(
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
        await work.AcquireLock("incidents", ct);
        var (now, coordinates) = (await clock.Now(ct), user.IsInRole(Roles.Coordinator));
        if (!coordinates && await Incidents.HasPart(db, user.Organisation(), now, ct))
            return Incidents.HasPartAlready();
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
            Incidents.Begin(db, incident, now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created(
            "/api/incidents",
            (await IncidentView.Of(db, db.Incidents.Where(i => i.Id == incident.Id), now, ct)).Single()
        );
    }

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
        RuleFor(r => r.People).NotNull().WithMessage("is required").InclusiveBetween(2, Incidents.MaxPeople);
        RuleFor(r => r.District).NotNull().WithMessage("is required");
    }
}
