using System.Security.Claims;
using System.Text.Json.Serialization;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.LegalAid.Features;

/// <summary>The lawyers that a desk can assign matters to.</summary>
internal static class Panel
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/panel", List).For(Roles.Intake, Roles.Publisher);
        routes.MapPost("/panel", Add).For(Roles.Publisher).Creates(Reload);
        routes.MapPut("/panel/{memberId:guid}", Edit).For(Roles.Publisher).InTransaction();
    }

    private static async Task<Results<Ok<Page<MemberView>>, Refused>> List(
        LegalAidDb db,
        ClaimsPrincipal user,
        CancellationToken ct,
        int limit = Page.DefaultSize,
        Guid? cursor = null
    )
    {
        if (Page.Check(limit) is { } bad)
            return bad;
        var rows = await Views(db, Own(db, user).AsNoTracking().InAnyOrder(m => m.Id, cursor).Take(limit + 1), ct);
        return TypedResults.Ok(Page.Of(rows, limit, view => view, view => view.Id));
    }

    private static async Task<Results<Created<MemberView>, Refused>> Add(
        MemberRequest request,
        LegalAidDb db,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await UnknownProvince(request, db, ct) is { } unknown)
            return unknown;
        var member = new PanelMember
        {
            Id = Guid.CreateVersion7(await clock.Now(ct)),
            OrganisationId = user.Organisation(),
            Name = request.Name!.Trim(),
            Provinces = request.Provinces ?? [],
            Languages = request.Languages!,
            Does = request.Does!,
            Most = request.Most!.Value,
            Active = request.Active ?? true,
        };
        db.Add(member);
        return TypedResults.Created("/api/legal-aid/panel", MemberView.Of(member, 0));
    }

    private static async Task<Results<Ok<MemberView>, Refused>> Edit(
        Guid memberId,
        MemberRequest request,
        LegalAidDb db,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await Own(db, user).SingleOrDefaultAsync(m => m.Id == memberId, ct) is not { } member)
            return Problem.NotFound();
        var load = await Load(db, memberId, ct);
        if (Preconditions.Check(http, MemberView.Of(member, load)) is { } stale)
            return stale;
        if (await UnknownProvince(request, db, ct) is { } unknown)
            return unknown;
        (member.Name, member.Provinces, member.Languages, member.Does) = (
            request.Name!.Trim(),
            request.Provinces ?? [],
            request.Languages!,
            request.Does!
        );
        (member.Most, member.Active) = (request.Most!.Value, request.Active ?? true);
        member.Version++;
        return TypedResults.Ok(MemberView.Of(member, load));
    }

    private static async Task<Refused?> UnknownProvince(MemberRequest request, LegalAidDb db, CancellationToken ct)
    {
        if (request.Provinces is not { Count: > 0 } provinces)
            return null;
        return await db.GazetteerPlaces.CountAsync(p => provinces.Contains(p.Code), ct) == provinces.Count
            ? null
            : Problem.Field("provinces", "are not all known");
    }

    /// <summary>Number of matters that she has open.</summary>
    public static Task<int> Load(LegalAidDb db, Guid member, CancellationToken ct) =>
        Open(db).CountAsync(matter => matter.AssignedTo == member, ct);

    private static IQueryable<Matter> Open(LegalAidDb db) =>
        db.Matters.Where(matter => db.Attempts.Any(a => a.Id == matter.AttemptId && a.EndedAt == null));

    public static IQueryable<PanelMember> Own(LegalAidDb db, ClaimsPrincipal user)
    {
        var organisation = user.Organisation();
        return db.Panel.Where(m => m.OrganisationId == organisation);
    }

    /// <summary>Members with their number of open matters, in the order asked for.</summary>
    public static async Task<List<MemberView>> Views(
        LegalAidDb db,
        IQueryable<PanelMember> members,
        CancellationToken ct
    ) =>
        (
            await members
                .Select(m => new
                {
                    Member = m,
                    Load = db.Matters.Count(matter =>
                        matter.AssignedTo == m.Id && db.Attempts.Any(a => a.Id == matter.AttemptId && a.EndedAt == null)
                    ),
                })
                .ToListAsync(ct)
        ).ConvertAll(row => MemberView.Of(row.Member, row.Load));

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var db = http.RequestServices.GetRequiredService<LegalAidDb>();
        return (await Views(db, Own(db, http.User).AsNoTracking().Where(m => m.Id == id), ct)).SingleOrDefault();
    }
}

/// <param name="Provinces">NCDD codes of 2 digits; left out: everywhere.</param>
/// <param name="Does">Kinds of matter that she takes.</param>
/// <param name="Most">Most matters open at once, 1 to 500.</param>
/// <param name="Active">False: she is assigned nothing new.</param>
internal sealed record MemberRequest(
    string? Name,
    IReadOnlyList<string>? Provinces,
    IReadOnlyList<string>? Languages,
    IReadOnlyList<string>? Does,
    int? Most,
    bool? Active
);

internal sealed class MemberRequestValidator : AbstractValidator<MemberRequest>
{
    public MemberRequestValidator()
    {
        RuleFor(r => r.Name).RequiredText(200);
        RuleFor(r => r.Provinces)
            .Must(all =>
                all is null
                || (
                    all.Count <= 25
                    && all.All(code => code is { Length: 2 } && code.All(char.IsAsciiDigit))
                    && all.Distinct().Count() == all.Count
                )
            )
            .WithMessage("must hold distinct province codes of 2 digits");
        RuleFor(r => r.Languages).NotEmpty().WithMessage("is required").AllOf(Codes.Languages);
        RuleFor(r => r.Does).NotEmpty().WithMessage("is required").AllOf(LegalAidKind.Matters);
        RuleFor(r => r.Most)
            .NotNull()
            .WithMessage("is required")
            .InclusiveBetween(1, 500)
            .WithMessage("is from 1 to 500");
    }
}

/// <param name="Load">Matters that she has open.</param>
internal sealed record MemberView(
    Guid Id,
    string Name,
    IReadOnlyList<string> Provinces,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Does,
    int Most,
    bool Active,
    int Load,
    [property: JsonIgnore] int Version
) : IResource
{
    [JsonPropertyName("etag")]
    public string ETag => $"\"{Version}\"";

    public static MemberView Of(PanelMember m, int load) =>
        new(m.Id, m.Name, m.Provinces, m.Languages, m.Does, m.Most, m.Active, load, m.Version);
}
