using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal sealed record AddPersonRequest(
    string? UserName,
    string? DisplayName,
    IReadOnlyList<string>? Roles,
    string? Password
);

internal sealed class AddPersonValidator : AbstractValidator<AddPersonRequest>
{
    public AddPersonValidator()
    {
        RuleFor(r => r.UserName).UserName();
        RuleFor(r => r.DisplayName).RequiredLine(100);
        RuleFor(r => r.Roles).RequiredRoles();
        RuleFor(r => r.Password).Password();
    }
}

internal sealed record PersonView(
    Guid Id,
    string UserName,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? LastSignInAt,
    [property: JsonIgnore] int Version
) : IResource
{
    public static PersonView Of(Person p) =>
        new(p.Id, p.UserName, p.DisplayName, p.Roles, p.CreatedAt, p.DisabledAt, p.LastSignInAt, p.Version);
}

/// <summary>Adds a person with a password that somebody else knows: for the first people of a network. All others are
/// invited.</summary>
internal static class AddPerson
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/{id:guid}/people", Handle).For(Roles.Operator).Creates(Reload);

    private static async Task<Results<Created<PersonView>, Refused>> Handle(
        Guid id,
        AddPersonRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        IPasswordHasher<Person> hasher,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.Manageable(user, id, ct) is not { } organisation)
            return Problem.NotFound();
        if (Access.RefuseGrant(user, organisation, request.Roles!) is { } refusal)
            return refusal;
        if (Rules.RefusePassword(request.Password!, request.UserName!, organisation.Name) is { } bad)
            return bad;
        var name = Person.Normalized(request.UserName!);
        if (await db.People.AnyAsync(p => p.NormalizedUserName == name, ct))
            return Access.Refuse(StatusCodes.Status409Conflict, "userName", "is taken");

        var now = await clock.Now(ct);
        var person = Person.Create(
            hasher,
            organisation.Id,
            request.UserName!,
            request.DisplayName!,
            request.Roles!,
            request.Password!,
            now
        );
        db.Give(person, Giver.Of(user), now);
        return TypedResults.Created($"/api/organisations/{organisation.Id}/people/{person.Id}", PersonView.Of(person));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http
            .RequestServices.GetRequiredService<IdentityDb>()
            .People.AsNoTracking()
            .FirstOrDefaultAsync(p => p.Id == id, ct)
            is { } person
            ? PersonView.Of(person)
            : null;
}
