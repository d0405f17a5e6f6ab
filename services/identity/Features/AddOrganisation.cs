using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

internal sealed record AddOrganisationRequest(LocalText? Name, IReadOnlyList<string>? Kinds);

internal sealed class AddOrganisationValidator : AbstractValidator<AddOrganisationRequest>
{
    public AddOrganisationValidator()
    {
        RuleFor(r => r.Name).RequiredName();
        RuleFor(r => r.Kinds).AllOf(Codes.Kinds);
    }
}

internal sealed record OrganisationView(
    Guid Id,
    LocalText Name,
    IReadOnlyList<string> Kinds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SuspendedAt,
    DateOnly? AgreementUntil,
    [property: JsonIgnore] int Version
) : IResource
{
    public static OrganisationView Of(Organisation o) =>
        new(o.Id, o.Name, o.Kinds, o.CreatedAt, o.SuspendedAt, o.AgreementUntil, o.Version);
}

/// <summary>Admits a partner.</summary>
internal static class AddOrganisation
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/", Handle).For(Roles.Operator, Roles.Coordinator).Creates(Reload);

    private static async Task<Created<OrganisationView>> Handle(
        AddOrganisationRequest request,
        IdentityDb db,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var organisation = new Organisation
        {
            Id = Guid.CreateVersion7(now),
            Name = request.Name!,
            Kinds = request.Kinds ?? [],
            CreatedAt = now,
        };
        db.Add(organisation);
        await db.Tell(organisation, now, ct);
        return TypedResults.Created($"/api/organisations/{organisation.Id}", OrganisationView.Of(organisation));
    }

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct) =>
        await http
            .RequestServices.GetRequiredService<IdentityDb>()
            .Organisations.AsNoTracking()
            .FirstOrDefaultAsync(o => o.Id == id, ct)
            is { } organisation
            ? OrganisationView.Of(organisation)
            : null;
}
