using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Coordinators record inspections, agreements and who was trained. The organisation itself neither sees these
/// records nor adds any.</summary>
internal static class PartnerRecords
{
    private const int MaxYears = 10;
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{id:guid}/records", All).For(Roles.Coordinator, Roles.Auditor);
        routes.MapPost("/{id:guid}/records", Add).For(Roles.Coordinator).Creates(Reload);
    }

    private static async Task<Results<Ok<Page<PartnerRecordView>>, Refused>> All(
        Guid id,
        [AsParameters] PageQuery page,
        ClaimsPrincipal user,
        IdentityDb db,
        Sealer sealer,
        CancellationToken ct
    )
    {
        if (await OrganisationOfOthers(db, user, id, ct) is null)
            return Problem.NotFound();
        return TypedResults.Ok(
            await db
                .PartnerRecords.Where(r => r.OrganisationId == id)
                .Page(page, r => PartnerRecordView.Of(r, sealer), ct)
        );
    }

    private static async Task<Results<Created<PartnerRecordView>, Refused>> Add(
        Guid id,
        PartnerRecordRequest request,
        ClaimsPrincipal user,
        IdentityDb db,
        Sealer sealer,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await OrganisationOfOthers(db, user, id, ct) is not { } organisation)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        var today = NetworkTime.DayOf(now);
        if (request.On < Earliest || request.On > today)
            return Problem.Field("on", "is from 2000 to today");
        // Catches a year of the Buddhist era, which is 543 ahead of the one that is meant.
        if (request.Until > today.AddYears(MaxYears))
            return Problem.Field("until", $"is more than {MaxYears} years ahead");
        var record = Of(organisation, request.Kind!, request.On!.Value, request.Note, user, sealer, now, request);
        db.Add(record);
        if (record.Kind == Records.Agreement && !await HasLater(db, record, ct))
            organisation.Agree(record.Until!.Value);
        return TypedResults.Created((string?)null, PartnerRecordView.Of(record, sealer));
    }

    // An earlier agreement that is recorded late does not replace the one in force.
    private static Task<bool> HasLater(IdentityDb db, PartnerRecord agreement, CancellationToken ct) =>
        db.PartnerRecords.AnyAsync(
            r => r.OrganisationId == agreement.OrganisationId && r.Kind == Records.Agreement && r.On > agreement.On,
            ct
        );

    public static PartnerRecord Of(
        Organisation organisation,
        string kind,
        DateOnly on,
        string? note,
        ClaimsPrincipal user,
        Sealer sealer,
        DateTimeOffset now,
        PartnerRecordRequest? more = null
    )
    {
        var id = Guid.CreateVersion7(now);
        return new PartnerRecord
        {
            Id = id,
            OrganisationId = organisation.Id,
            Kind = kind,
            On = on,
            Until = more?.Until,
            SiteId = more?.SiteId,
            Met = more?.Met ?? [],
            Unmet = more?.Unmet ?? [],
            SealedNote = note is null ? null : sealer.Seal(PartnerRecord.NotePurpose, id, note),
            By = user.Subject(),
            CreatedAt = now,
        };
    }

    /// <summary>The organisation; null where the caller belongs to it, since nobody judges their own.</summary>
    public static async Task<Organisation?> OrganisationOfOthers(
        IdentityDb db,
        ClaimsPrincipal user,
        Guid id,
        CancellationToken ct
    ) => id == user.Organisation() ? null : await db.Organisations.SingleOrDefaultAsync(o => o.Id == id, ct);

    private static async Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct)
    {
        var services = http.RequestServices;
        return
            await services
                .GetRequiredService<IdentityDb>()
                .PartnerRecords.AsNoTracking()
                .SingleOrDefaultAsync(r => r.Id == id, ct)
                is { } record
            ? PartnerRecordView.Of(record, services.GetRequiredService<Sealer>())
            : null;
    }
}

/// <param name="On">The day, from 2000 to today.</param>
/// <param name="Until">The last day; of an agreement it is required.</param>
/// <param name="Met">Of an inspection, with <paramref name="Unmet"/>: the whole checklist, each once.</param>
/// <param name="Note">For training and conduct, where it is required: who it was.</param>
internal sealed record PartnerRecordRequest(
    string? Kind,
    DateOnly? On,
    DateOnly? Until,
    Guid? SiteId,
    IReadOnlyList<string>? Met,
    IReadOnlyList<string>? Unmet,
    string? Note
);

internal sealed class PartnerRecordRequestValidator : AbstractValidator<PartnerRecordRequest>
{
    public PartnerRecordRequestValidator()
    {
        RuleFor(r => r.Kind).RequiredOneOf(Records.Kinds);
        RuleFor(r => r.On).NotNull().WithMessage("is required");
        RuleFor(r => r.Until)
            .NotNull()
            .When(r => r.Kind == Records.Agreement)
            .WithMessage("is required of an agreement");
        RuleFor(r => r.Until)
            .Must((r, until) => until is null || until >= r.On)
            .WithMessage("is before the day itself");
        RuleFor(r => r.SiteId).Null().When(r => r.Kind != Records.Inspection).WithMessage("is of an inspection only");
        RuleFor(r => r.Met).AllOf(Codes.Checklist);
        RuleFor(r => r.Unmet).AllOf(Codes.Checklist);
        RuleFor(r => r.Met)
            .Must((r, met) => Records.IsWhole(met ?? [], r.Unmet ?? []))
            .When(r => r.Kind == Records.Inspection)
            .WithMessage($"and unmet must hold each of these once: {Codes.Checklist}");
        RuleFor(r => r.Met)
            .Must((r, met) => met is null or [] && r.Unmet is null or [])
            .When(r => r.Kind != Records.Inspection)
            .WithMessage("is of an inspection only");
        RuleFor(r => r.Note).Text(1000);
        RuleFor(r => r.Note).RequiredText(1000).When(r => r.Kind is Records.Training or Records.Conduct);
    }
}

internal sealed record PartnerRecordView(
    Guid Id,
    string Kind,
    DateOnly On,
    DateOnly? Until,
    Guid? SiteId,
    IReadOnlyList<string> Met,
    IReadOnlyList<string> Unmet,
    string? Note,
    DateTimeOffset CreatedAt
) : IResource
{
    [System.Text.Json.Serialization.JsonIgnore]
    public int Version => 1;

    public static PartnerRecordView Of(PartnerRecord r, Sealer sealer) =>
        new(
            r.Id,
            r.Kind,
            r.On,
            r.Until,
            r.SiteId,
            r.Met,
            r.Unmet,
            r.SealedNote is null ? null : sealer.Open<string>(PartnerRecord.NotePurpose, r.Id, r.SealedNote),
            r.CreatedAt
        );
}
