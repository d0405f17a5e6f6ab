using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.LegalAid.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.LegalAid.Features;

/// <summary>A criminal complaint that was registered on the survivor's behalf. It cannot be changed.</summary>
internal static class Complaints
{
    private const string Kind = "criminal-complaint";
    private static readonly DateOnly Earliest = new(2000, 1, 1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox/{attemptId:guid}/complaint", Show).For(Roles.Intake);
        routes.MapPut("/inbox/{attemptId:guid}/complaint", Register).For(Roles.Intake).InTransaction();
    }

    private static async Task<Results<Ok<CriminalComplaintsView>, Refused>> Show(
        Guid attemptId,
        LegalAidDb db,
        KindLedger ledger,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var complaint = await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.AttemptId == attempt.Id, ct);
        var matter = await LegalMatters.Of(db, attempt, ct);
        return TypedResults.Ok(
            new CriminalComplaintsView(
                matter.Kinds.Contains(Kind),
                WhoMayComplain.For(WhoMayComplain.IsChild(attempt.Survivor)),
                View(complaint, sealer)
            )
        );
    }

    private static async Task<Results<Ok<CriminalComplaintView>, Refused>> Register(
        Guid attemptId,
        CriminalComplaintRequest request,
        LegalAidDb db,
        KindLedger ledger,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (LegalMatters.RefuseUnlessTaken(attempt) is { } refused)
            return refused;
        if (!(await LegalMatters.Of(db, attempt, ct)).Kinds.Contains(Kind))
            return KindLedger.Refuse(attempt, "This place takes no criminal complaints.", "wrong-matter");
        if (await db.Complaints.AnyAsync(c => c.AttemptId == attempt.Id, ct))
            return KindLedger.Refuse(attempt, "A complaint is already registered and cannot be changed.", "registered");
        var may = WhoMayComplain.For(WhoMayComplain.IsChild(attempt.Survivor));
        if (!may.Contains(request.Complainant))
            return Problem.Field("complainant", $"is none of: {string.Join(", ", may)}");
        var now = await clock.Now(ct);
        if (request.RegisteredOn < Earliest || request.RegisteredOn > NetworkTime.DayOf(now))
            return Problem.Field("registeredOn", "is from 2000 to today");

        var complaint = new CriminalComplaint
        {
            AttemptId = attempt.Id,
            Complainant = request.Complainant!,
            Authority = request.Authority!,
            RegisteredOn = request.RegisteredOn!.Value,
            At = now,
            By = user.Subject(),
            SealedReference = VisibleText.IsBlank(request.Reference)
                ? null
                : sealer.Seal(CriminalComplaint.ReferencePurpose, attempt.Id, request.Reference.Trim()),
        };
        db.Add(complaint);
        return TypedResults.Ok(View(complaint, sealer));
    }

    private static CriminalComplaintView? View(CriminalComplaint? c, Sealer sealer) =>
        c is null
            ? null
            : new(
                c.Complainant,
                c.Authority,
                c.RegisteredOn,
                c.SealedReference is { } reference
                    ? sealer.Open<string>(CriminalComplaint.ReferencePurpose, c.AttemptId, reference)
                    : null,
                c.At,
                c.By
            );
}

/// <param name="Reference">The authority's own number. Sealed.</param>
/// <param name="Agreed">Must be true: the survivor, or for a child whoever represents her, has agreed.</param>
internal sealed record CriminalComplaintRequest(
    string? Complainant,
    string? Authority,
    DateOnly? RegisteredOn,
    string? Reference,
    bool? Agreed
);

internal sealed class CriminalComplaintRequestValidator : AbstractValidator<CriminalComplaintRequest>
{
    public CriminalComplaintRequestValidator()
    {
        RuleFor(r => r.Complainant).RequiredOneOf(WhoMayComplain.Complainants);
        RuleFor(r => r.Authority).RequiredOneOf(WhoMayComplain.Authorities);
        RuleFor(r => r.RegisteredOn).NotNull().WithMessage("is required");
        RuleFor(r => r.Reference).Text(200);
        RuleFor(r => r.Agreed).Equal(true).WithMessage("is required: without agreement no complaint");
    }
}

/// <param name="Possible">Whether the pool takes criminal complaints.</param>
/// <param name="MayComplain">Who may complain, given her age.</param>
internal sealed record CriminalComplaintsView(
    bool Possible,
    IReadOnlyList<string> MayComplain,
    CriminalComplaintView? Registered
);

/// <param name="By">User or client id of who registered it.</param>
internal sealed record CriminalComplaintView(
    string Complainant,
    string Authority,
    DateOnly RegisteredOn,
    string? Reference,
    DateTimeOffset At,
    string By
);
