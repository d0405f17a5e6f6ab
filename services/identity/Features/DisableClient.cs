using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Disables a client: it gets no more tokens, and its own tokens and those of people whom it signed in are
/// refused.</summary>
internal static class DisableClient
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/{id:guid}/clients/{clientId:maxlength(64)}/disable", Handle)
            .For(Roles.Operator, Roles.OrgAdmin)
            .InTransaction();

    private static async Task<Results<Ok<ClientView>, Refused>> Handle(
        Guid id,
        string clientId,
        ClaimsPrincipal user,
        IdentityDb db,
        Endings endings,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (clientId.Any(char.IsControl) || await db.Manageable(user, id, ct) is not { } organisation)
            return Problem.NotFound();
        var client = await db.Clients.FirstOrDefaultAsync(
            c => c.ClientId == clientId && c.OrganisationId == organisation.Id,
            ct
        );
        if (client is null)
            return Problem.NotFound();
        // Otherwise the last operator could lock everybody out.
        if (client.ClientId == user.FindFirstValue("client_id"))
            return Problem.Of(StatusCodes.Status409Conflict, "A client cannot disable itself.");
        client.Disable(await clock.Now(ct));
        await endings.EndClient(client, ct);
        await endings.EndInvitationsBy(client.ClientId, ct);
        return TypedResults.Ok(ClientView.Of(client));
    }
}
