using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal sealed record InviteRequest(string? DisplayName, IReadOnlyList<string>? Roles);

internal sealed class InviteValidator : AbstractValidator<InviteRequest>
{
    public InviteValidator()
    {
        RuleFor(r => r.DisplayName).RequiredLine(100);
        RuleFor(r => r.Roles).RequiredRoles();
    }
}

/// <param name="PersonId">Whose forgotten password it replaces; null for one who joins.</param>
/// <param name="Code">
/// In the first answer to its creation only. A repeat with the same Idempotency-Key has none: who lost that answer
/// revokes the invitation and makes another.
/// </param>
internal sealed record InvitationView(
    Guid Id,
    Guid? PersonId,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Code
) : IResource
{
    [JsonIgnore]
    public int Version => 1;

    public static InvitationView Of(Invitation i) => Of(i, null);

    public static InvitationView Of(Invitation i, string? code) =>
        new(i.Id, i.PersonId, i.DisplayName, i.Roles, i.CreatedAt, i.ExpiresAt, code);
}

/// <summary>Invites somebody new by a code that is handed over or told, never sent in a link.</summary>
internal static class Invite
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/{id:guid}/invitations", Handle).For(Roles.Operator, Roles.OrgAdmin).Creates(Reload);

    private static async Task<Results<Created<InvitationView>, Refused>> Handle(
        Guid id,
        InviteRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.Manageable(user, id, ct) is not { } organisation)
            return Problem.NotFound();
        if (Access.RefuseGrant(user, organisation, request.Roles!) is { } refusal)
            return refusal;
        var now = await clock.Now(ct);
        var (invitation, code) = Invitation.Create(
            organisation.Id,
            null,
            request.DisplayName!,
            request.Roles!,
            user.Subject(),
            now
        );
        db.Give(invitation, Giver.Of(user), now);
        return TypedResults.Created((string?)null, InvitationView.Of(invitation, code));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http
            .RequestServices.GetRequiredService<IdentityDb>()
            .Invitations.AsNoTracking()
            .FirstOrDefaultAsync(i => i.Id == id, ct)
            is { } invitation
            ? InvitationView.Of(invitation)
            : null;
}
