using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>A coordinator decides whether there was a need for an incident.</summary>
internal static class ReviewIncident
{
    public static void Map(IEndpointRouteBuilder incidents) =>
        incidents.MapPost("/{incidentId:guid}/review", Handle).For(Roles.Coordinator).InTransaction();

    /// <summary>An incident declared without need ends at once, and what was kept for it counts against the shares of
    /// who keeps it.</summary>
    private static async Task<Results<Ok<IncidentView>, Refused>> Handle(
        Guid incidentId,
        ReviewRequest request,
        ReferralsDb db,
        UnitOfWork work,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        await work.AcquireLock(Allowances.LockOf(incidentId), ct);
        var now = await clock.Now(ct);
        if (await db.Incidents.SingleOrDefaultAsync(i => i.Id == incidentId, ct) is not { } incident)
            return Problem.NotFound();
        if (incident.Until is null)
            return Problem.Of(StatusCodes.Status409Conflict, "This incident was not opened.", ("reason", "not-begun"));
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
        return await Incidents.Answer(db, incident, now, ct);
    }
}

/// <param name="Upheld">False: there was no need, and it ends.</param>
internal sealed record ReviewRequest(bool? Upheld);

internal sealed class ReviewRequestValidator : AbstractValidator<ReviewRequest>
{
    public ReviewRequestValidator() => RuleFor(r => r.Upheld).NotNull().WithMessage("is required");
}
