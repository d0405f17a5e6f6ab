using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Another organisation joins in declaring an incident, which then begins.</summary>
internal static class SecondIncident
{
    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapPost("/{incidentId:guid}/second", Handle).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<IncidentView>, Refused>> Handle(
        Guid incidentId,
        ReferralsDb db,
        UnitOfWork work,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        await work.AcquireLock("incidents", ct);
        var (now, organisation) = (await clock.Now(ct), user.Organisation());
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == incidentId, ct) is not { } incident)
            return Problem.NotFound();
        if (incident.OrganisationId == organisation)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Your organisation declared this incident: another one must confirm it.",
                ("reason", "your-own")
            );
        if (!incident.WaitsForSecond(now))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "This incident no longer waits for a second organisation.",
                ("reason", "not-waiting")
            );
        if (await Incidents.HasPart(db, organisation, now, ct))
            return Incidents.HasPartAlready();
        (incident.SecondId, incident.SecondName, incident.SecondBy) = (
            organisation,
            user.OrganisationName(),
            user.Subject()
        );
        Incidents.Begin(db, incident, now);
        return await Incidents.Answer(db, incident, now, ct);
    }
}
