using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal sealed record EditPersonRequest(string? DisplayName, IReadOnlyList<string>? Roles);

internal sealed class EditPersonValidator : AbstractValidator<EditPersonRequest>
{
    public EditPersonValidator()
    {
        RuleFor(r => r.DisplayName).RequiredLine(100);
        RuleFor(r => r.Roles).RequiredRoles();
    }
}

/// <summary>Changes a person's name or roles, with effect from the next token refresh, within ten minutes.</summary>
internal static class EditPerson
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/{id:guid}/people/{personId:guid}", Handle).For(Roles.Operator, Roles.OrgAdmin).InTransaction();

    private static async Task<Results<Ok<PersonView>, Refused>> Handle(
        Guid id,
        Guid personId,
        EditPersonRequest request,
        HttpContext http,
        ClaimsPrincipal user,
        IdentityDb db,
        Endings endings,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.Manageable(user, id, ct) is not { } organisation)
            return Problem.NotFound();
        if (await db.ManageablePerson(user, id, personId, ct) is not { } person)
            return Problem.NotFound();
        if (
            (Access.RefuseManaging(user, person) ?? Access.RefuseGrant(user, organisation, request.Roles!)) is
            { } refusal
        )
            return refusal;
        var now = await clock.Now(ct);
        if (Preconditions.Check(http, PersonView.Of(person)) is { } stale)
            return stale;
        if (!person.Roles.ToHashSet().SetEquals(request.Roles!))
        {
            // Otherwise the last operator could lock everybody out.
            if (Access.IsSelf(user, person))
                return Access.Refuse(
                    StatusCodes.Status409Conflict,
                    "roles",
                    "of your own are changed by somebody else"
                );
            await endings.EndInvitations(person.Id, ct);
        }
        var others = !person.Roles.SequenceEqual(request.Roles!);
        person.Edit(request.DisplayName!, request.Roles!);
        if (others)
            db.Give(person, Giver.Of(user), now);
        return TypedResults.Ok(PersonView.Of(person));
    }
}
