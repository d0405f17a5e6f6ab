using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Identity.Features;

internal sealed record SetUpRequest(
    string? Code,
    LocalText? Organisation,
    string? UserName,
    string? DisplayName,
    string? Password
);

internal sealed class SetUpValidator : AbstractValidator<SetUpRequest>
{
    public SetUpValidator()
    {
        RuleFor(r => r.Code).RequiredLine(200);
        RuleFor(r => r.Organisation).RequiredName();
        RuleFor(r => r.UserName).UserName();
        RuleFor(r => r.DisplayName).RequiredLine(100);
        RuleFor(r => r.Password).Password();
    }
}

/// <param name="ClientSecret">Shown here and never again.</param>
internal sealed record SetUpDone(Guid OrganisationId, Guid PersonId, string ClientId, string ClientSecret);

/// <summary>
/// Makes the first organisation and its operator, once, for whoever knows the code in <c>Identity:SetupCode</c>.
/// Answers 404 without a code, with a wrong one, or when there is an organisation already.
/// </summary>
internal static class SetUp
{
    // A fixed id: of two requests at the same moment the primary key lets only one pass.
    private static readonly Guid First = new("00000000-0000-8000-8000-000000000001");
    private static readonly string[] Grants = [Roles.Operator, Roles.OrgAdmin];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/setup", Handle).AllowAnonymous().InTransaction();

    private static async Task<Results<Created<SetUpDone>, Refused>> Handle(
        SetUpRequest request,
        IdentityDb db,
        IPasswordHasher<Person> hasher,
        IConfiguration configuration,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!Same(request.Code!, configuration["Identity:SetupCode"]) || await db.Organisations.AnyAsync(ct))
            return Problem.NotFound();
        if (Rules.RefusePassword(request.Password!, request.UserName!, request.Organisation!) is { } bad)
            return bad;

        var now = await clock.Now(ct);
        var organisation = new Organisation
        {
            Id = First,
            Name = request.Organisation!,
            Kinds = [],
            CreatedAt = now,
        };
        var person = Person.Create(
            hasher,
            First,
            request.UserName!,
            request.DisplayName!,
            Grants,
            request.Password!,
            now
        );
        var (client, secret) = Client.Create(First, "setup", Grants, now);
        db.Add(organisation);
        db.Give(person, new Giver("set-up", First), now);
        db.Give(client, new Giver("set-up", First), now);
        await db.Tell(organisation, now, ct);
        return TypedResults.Created((string?)null, new SetUpDone(First, person.Id, client.ClientId, secret));
    }

    // Hashes all have one length, so the comparison reveals nothing of the code's length.
    private static bool Same(string code, string? expected) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(code)),
            SHA256.HashData(Encoding.UTF8.GetBytes(expected ?? ""))
        ) && !string.IsNullOrEmpty(expected);
}
