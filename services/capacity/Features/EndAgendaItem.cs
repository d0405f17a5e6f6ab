using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Ends an item that took place or was called off. Ending it twice changes nothing.</summary>
internal static class EndAgendaItem
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/inbox/{attemptId:guid}/agenda/{id:guid}/end", Handle).For(Roles.Intake).InTransaction();

    private static async Task<Results<Ok<AgendaView>, Refused>> Handle(
        Guid attemptId,
        Guid id,
        NothingRequest? _,
        CapacityDb db,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await AgendaItems.Find(db, user, attemptId, id, ct) is not var (_, item))
            return Problem.NotFound();
        if (item.EndedAt is null)
            (item.EndedAt, item.Version) = (await clock.Now(ct), item.Version + 1);
        return TypedResults.Ok(AgendaItems.View(item, sealer));
    }
}
