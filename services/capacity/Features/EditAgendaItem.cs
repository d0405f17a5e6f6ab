using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Changes the hour or the note of an agenda item; its code cannot be changed.</summary>
internal static class EditAgendaItem
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/inbox/{attemptId:guid}/agenda/{id:guid}", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<AgendaView>, Refused>> Handle(
        Guid attemptId,
        Guid id,
        AgendaRequest request,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        HttpContext http,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await AgendaItems.Find(db, user, attemptId, id, ct) is not var (attempt, item))
            return Problem.NotFound();
        if (Preconditions.CheckIfSent(http, AgendaItems.View(item, sealer).ETag) is { } moved)
            return moved;
        if (AgendaItems.Check(request, attempt, await clock.Now(ct)) is { } refused)
            return refused;
        if (request.Code != item.Code)
            return Problem.Field("code", "stays as it is: end this one and add another");
        AgendaItems.Write(item, request, sealer);
        item.Version++;
        return TypedResults.Ok(AgendaItems.View(item, sealer));
    }
}
