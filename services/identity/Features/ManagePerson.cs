using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Disables, enables or signs out somebody who leaves, comes back, or has lost a telephone. Access tokens of
/// who is disabled or signed out are refused.</summary>
internal static class ManagePerson
{
    private delegate Task Change(Endings endings, Person person, DateTimeOffset now, CancellationToken ct);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "disable", Disable, alsoSelf: false);
        Map(routes, "enable", Enable, alsoSelf: true);
        Map(routes, "sign-out", (endings, person, _, ct) => endings.EndSignIns(person.Id, ct), alsoSelf: true);
    }

    private static void Map(IEndpointRouteBuilder routes, string action, Change change, bool alsoSelf) =>
        routes
            .MapPost(
                $"/{{id:guid}}/people/{{personId:guid}}/{action}",
                (
                    Guid id,
                    Guid personId,
                    ClaimsPrincipal user,
                    IdentityDb db,
                    Endings endings,
                    DatabaseClock clock,
                    CancellationToken ct
                ) => Handle(id, personId, change, alsoSelf, user, db, endings, clock, ct)
            )
            .For(Roles.Operator, Roles.OrgAdmin)
            .InTransaction();

    private static async Task<Results<Ok<PersonView>, Refused>> Handle(
        Guid id,
        Guid personId,
        Change change,
        bool alsoSelf,
        ClaimsPrincipal user,
        IdentityDb db,
        Endings endings,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.ManageablePerson(user, id, personId, ct) is not { } person)
            return Problem.NotFound();
        if (Access.RefuseManaging(user, person) is { } refusal)
            return refusal;
        // Otherwise the last operator could lock everybody out.
        if (!alsoSelf && Access.IsSelf(user, person))
            return Problem.Of(StatusCodes.Status409Conflict, "You cannot disable your own account.");
        var now = await clock.Now(ct);
        await change(endings, person, now, ct);
        return TypedResults.Ok(PersonView.Of(person));
    }

    private static async Task Disable(Endings endings, Person person, DateTimeOffset now, CancellationToken ct)
    {
        person.Disable(now);
        await endings.EndSignIns(person.Id, ct);
        await endings.EndInvitations(person.Id, ct);
    }

    private static Task Enable(Endings endings, Person person, DateTimeOffset now, CancellationToken ct)
    {
        person.Enable();
        return Task.CompletedTask;
    }
}
