using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Adds an item to the agenda of somebody who was accepted.</summary>
internal static class AddAgendaItem
{
    private const int MaxOpen = 50;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/inbox/{attemptId:guid}/agenda", Handle).For(Roles.Intake).Creates(Reload);

    private static async Task<Results<Created<AgendaView>, Refused>> Handle(
        Guid attemptId,
        AgendaRequest request,
        CapacityDb db,
        KindDescriptor kind,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (AgendaItems.Check(request, attempt, now) is { } refused)
            return refused;
        if (await db.Agenda.CountAsync(i => i.AttemptId == attempt.Id && i.EndedAt == null, ct) >= MaxOpen)
            return Problem.Field("at", $"would be more than {MaxOpen} open");
        var item = new AgendaItem
        {
            Id = Guid.CreateVersion7(now),
            AttemptId = attempt.Id,
            OrganisationId = attempt.OrganisationId,
            Code = request.Code!,
            At = request.At!.Value,
        };
        AgendaItems.Write(item, request, sealer);
        db.Add(item);
        return TypedResults.Created($"/api/{kind.Route}/inbox/{attemptId}/agenda", AgendaItems.View(item, sealer));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<CapacityDb>();
        var own = Visible.ToProvider(db, http.User);
        return
            await db
                .Agenda.AsNoTracking()
                .SingleOrDefaultAsync(i => i.Id == id && own.Any(a => a.Id == i.AttemptId), ct)
                is { } item
            ? AgendaItems.View(item, http.RequestServices.GetRequiredService<Sealer>())
            : null;
    }
}
