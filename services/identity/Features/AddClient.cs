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

/// <param name="RedirectUris">For a client that signs people in, of any organisation; therefore only an operator may
/// set them.</param>
internal sealed record AddClientRequest(
    string? Label,
    IReadOnlyList<string>? Roles,
    IReadOnlyList<string>? RedirectUris
);

internal sealed class AddClientValidator : AbstractValidator<AddClientRequest>
{
    public AddClientValidator()
    {
        RuleFor(r => r.Label).RequiredLine(100);
        RuleFor(r => r.Roles).RequiredRoles();
        RuleFor(r => r.RedirectUris)
            .Must(uris =>
                uris is null
                || (
                    uris.Count <= Domain.RedirectUris.MaxCount
                    && uris.All(Domain.RedirectUris.IsAllowed)
                    && uris.Distinct().Count() == uris.Count
                )
            )
            .WithMessage(
                $"must hold up to {Domain.RedirectUris.MaxCount} distinct addresses, https or of this machine, "
                    + "without a fragment"
            );
    }
}

/// <param name="ClientSecret">
/// In the first answer to its creation only. A repeat with the same Idempotency-Key has none: who lost that answer
/// disables the client and makes another.
/// </param>
internal sealed record ClientView(
    string ClientId,
    string Label,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> RedirectUris,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ClientSecret,
    [property: JsonIgnore] Guid Id,
    [property: JsonIgnore] int Version
) : IResource
{
    public static ClientView Of(Client c) => Of(c, null);

    public static ClientView Of(Client c, string? secret) =>
        new(c.ClientId, c.Label, c.Roles, c.RedirectUris, c.CreatedAt, c.DisabledAt, secret, c.Id, c.Version);
}

internal static class AddClient
{
    /// <summary>How many clients that are not disabled an organisation may have, when its org-admin adds one.</summary>
    private const int MaxClients = 50;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/{id:guid}/clients", Handle).For(Roles.Operator, Roles.OrgAdmin).Creates(Reload);

    private static async Task<Results<Created<ClientView>, Refused>> Handle(
        Guid id,
        AddClientRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        UnitOfWork work,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await db.Manageable(user, id, ct) is not { } organisation)
            return Problem.NotFound();
        if (await Access.RefuseClient(db, user, organisation, request.Roles!, ct) is { } refusal)
            return refusal;
        if (request.RedirectUris is { Count: > 0 } && !user.IsInRole(Roles.Operator))
            return Access.Refuse(StatusCodes.Status403Forbidden, "redirectUris", "only an operator sets them");

        if (!user.IsInRole(Roles.Operator) && await RefuseMore(db, work, id, ct) is { } enough)
            return enough;

        var now = await clock.Now(ct);
        var (client, secret) = Client.Create(
            organisation.Id,
            request.Label!,
            request.Roles!,
            now,
            request.RedirectUris
        );
        db.Give(client, Giver.Of(user), now);
        return TypedResults.Created((string?)null, ClientView.Of(client, secret));
    }

    private static async Task<Refused?> RefuseMore(
        IdentityDb db,
        UnitOfWork work,
        Guid organisation,
        CancellationToken ct
    )
    {
        await work.AcquireLock($"clients-{organisation:N}", ct);
        return
            await db.Clients.CountAsync(c => c.OrganisationId == organisation && c.DisabledAt == null, ct) < MaxClients
            ? null
            : Problem.Of(
                StatusCodes.Status429TooManyRequests,
                $"An organisation has at most {MaxClients} systems. Disable one first.",
                ("limit", "clients")
            );
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http
            .RequestServices.GetRequiredService<IdentityDb>()
            .Clients.AsNoTracking()
            .FirstOrDefaultAsync(c => c.Id == id, ct)
            is { } client
            ? ClientView.Of(client)
            : null;
}
