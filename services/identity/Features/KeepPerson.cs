using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Somebody leaves, comes back, or has lost a telephone. Access tokens that are out end within ten minutes.</summary>
internal static class KeepPerson
{
    private delegate Task Change(IdentityDb db, Person person, DateTimeOffset now, CancellationToken ct);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "disable", Disable, alsoSelf: false);
        Map(routes, "enable", Enable, alsoSelf: true);
        Map(routes, "sign-out", (db, person, _, ct) => db.EndSignIns(person.Id, ct), alsoSelf: true);
    }

    private static void Map(IEndpointRouteBuilder routes, string action, Change change, bool alsoSelf) =>
        routes.MapPost($"/{{id:guid}}/people/{{personId:guid}}/{action}",
                (Guid id, Guid personId, ClaimsPrincipal user, IdentityDb db, DatabaseClock clock, CancellationToken ct) =>
                    Handle(id, personId, change, alsoSelf, user, db, clock, ct))
            .For(Roles.Operator, Roles.OrgAdmin).InTransaction();

    private static async Task<Results<Ok<PersonView>, ProblemHttpResult>> Handle(
        Guid id, Guid personId, Change change, bool alsoSelf, ClaimsPrincipal user, IdentityDb db, DatabaseClock clock, CancellationToken ct)
    {
        if (await db.KeptPerson(user, id, personId, ct) is not { } person) return Problem.NotFound();
        if (Access.RefuseKeeping(user, person) is { } refusal) return refusal;
        // Else the last operator could lock everybody out.
        if (!alsoSelf && Access.IsSelf(user, person)) return Problem.Of(StatusCodes.Status409Conflict, "Nobody disables himself.");
        var now = await clock.Now(ct);
        await change(db, person, now, ct);
        return TypedResults.Ok(PersonView.Of(person, now));
    }

    private static async Task Disable(IdentityDb db, Person person, DateTimeOffset now, CancellationToken ct)
    {
        person.Disable(now);
        await db.EndSignIns(person.Id, ct);
        await db.EndInvitations(person.Id, ct);
    }

    private static Task Enable(IdentityDb db, Person person, DateTimeOffset now, CancellationToken ct)
    {
        person.Enable();
        return Task.CompletedTask;
    }
}
