using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>The caller, as the network knows it now (OpenID Connect Core, 5.3).</summary>
/// <param name="UserName">Null for a client.</param>
/// <param name="Kinds">What the organisation provides.</param>
internal sealed record UserInfo(
    [property: JsonPropertyName("sub")] string Subject,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("preferred_username"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        string? UserName,
    [property: JsonPropertyName("org")] Guid Organisation,
    [property: JsonPropertyName("org_name")] string OrganisationName,
    [property: JsonPropertyName("role")] IReadOnlyList<string> Roles,
    [property: JsonPropertyName("kinds")] IReadOnlyList<string> Kinds
);

internal static class ReadUserInfo
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Issuer.UserInfoPath, Handle).For([.. Roles.All]);

    private static async Task<Results<Ok<UserInfo>, UnauthorizedHttpResult>> Handle(
        ClaimsPrincipal user,
        IdentityDb db,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var (subject, own) = (user.Subject(), user.Organisation());
        if (await db.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == own, ct) is not { } organisation)
            return TypedResults.Unauthorized();
        if (!Guid.TryParse(user.FindFirstValue("sid"), out var sid))
            return
                await db
                    .Clients.AsNoTracking()
                    .FirstOrDefaultAsync(c => c.ClientId == subject && c.DisabledAt == null, ct)
                    is { } client
                ? Info(subject, client.Label, null, organisation, client.Roles)
                : TypedResults.Unauthorized();

        var now = await clock.Now(ct);
        var person = await db
            .People.AsNoTracking()
            .FirstOrDefaultAsync(
                p => p.DisabledAt == null && db.SignIns.Any(s => s.Id == sid && s.PersonId == p.Id && s.EndsAt > now),
                ct
            );
        return person is null
            ? TypedResults.Unauthorized()
            : Info(subject, person.DisplayName, person.UserName, organisation, person.Roles);
    }

    private static Ok<UserInfo> Info(
        string subject,
        string name,
        string? userName,
        Organisation organisation,
        IReadOnlyList<string> roles
    ) =>
        TypedResults.Ok(
            new UserInfo(
                subject,
                name,
                userName,
                organisation.Id,
                organisation.Name.ToString(),
                roles,
                organisation.Kinds
            )
        );
}
