using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.LegalAid.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.LegalAid.Features;

/// <summary>Assigns a matter to a lawyer, and later to another; agenda and history stay with the matter.</summary>
internal static class Assigning
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox/{attemptId:guid}/lawyers", Suggest).For(Roles.Intake);
        routes.MapGet("/inbox/{attemptId:guid}/assignments", List).For(Roles.Intake);
        routes.MapPost("/inbox/{attemptId:guid}/assign", Assign).For(Roles.Intake).InTransaction();
    }

    private static async Task<Results<Ok<WorkList<Suggestion>>, Refused>> Suggest(
        Guid attemptId,
        LegalAidDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        var lawyers = await Panel.Views(db, Panel.Own(db, user).AsNoTracking().Where(m => m.Active), ct);
        var ranked = LawyerRanking.Rank(
            lawyers.Select(m => new Lawyer(m.Id, m.Name, m.Provinces, m.Languages, m.Does, m.Most, m.Load)),
            await LegalMatters.Of(db, attempt, ct)
        );
        return TypedResults.Ok(Page.First(ranked));
    }

    private static async Task<Results<Ok<Page<AssignmentView>>, Refused>> List(
        Guid attemptId,
        LegalAidDb db,
        KindLedger ledger,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        await ledger.Find(user, attemptId, ct) is { } attempt
            ? TypedResults.Ok(await Chain(db, attempt, sealer, ct))
            : Problem.NotFound();

    private static async Task<Results<Ok<Page<AssignmentView>>, Refused>> Assign(
        Guid attemptId,
        AssignRequest request,
        LegalAidDb db,
        KindLedger ledger,
        UnitOfWork work,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        // If two matters are assigned to one lawyer at once, the second sees the first in the count.
        await work.AcquireLock($"panel/{request.MemberId}", ct);
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (LegalMatters.RefuseUnlessTaken(attempt) is { } refused)
            return refused;
        if (
            await Panel.Own(db, user).AsNoTracking().SingleOrDefaultAsync(m => m.Id == request.MemberId, ct)
            is not { } member
        )
            return Problem.Field("memberId", "is not a lawyer on the panel");
        var matter = await db.Matters.SingleOrDefaultAsync(m => m.AttemptId == attempt.Id, ct);
        if (matter?.AssignedTo != request.From)
            return KindLedger.Refuse(attempt, "The matter is assigned to somebody else by now.", "assigned");
        if (matter?.AssignedTo == member.Id)
            return Problem.Field("memberId", "has it already");
        if (!member.Active)
            return KindLedger.Refuse(attempt, "This lawyer takes no new matters.", "inactive");
        if (await Panel.Load(db, member.Id, ct) >= member.Most)
            return KindLedger.Refuse(attempt, "This lawyer has as many matters as agreed.", "full");
        if (await ConflictCheck.Last(db, attempt.Id, ct) is not { } conflict)
            return KindLedger.Refuse(attempt, "Check for a conflict of interest first.", "unchecked");
        if (conflict)
            return KindLedger.Refuse(
                attempt,
                "A conflict of interest was found: this desk cannot act in it.",
                "conflict"
            );

        var now = await clock.Now(ct);
        if (
            await db.Assignments.SingleOrDefaultAsync(a => a.AttemptId == attempt.Id && a.Until == null, ct) is
            { } before
        )
            before.Until = now;
        var id = Guid.CreateVersion7(now);
        db.Add(
            new Assignment
            {
                Id = id,
                AttemptId = attempt.Id,
                MemberId = member.Id,
                From = now,
                By = user.Subject(),
                SealedNote = VisibleText.IsBlank(request.Note)
                    ? null
                    : sealer.Seal(Assignment.NotePurpose, id, request.Note),
            }
        );
        if (matter is null)
            db.Add(matter = new Matter { AttemptId = attempt.Id });
        matter.AssignedTo = member.Id;
        attempt.Touch(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await Chain(db, attempt, sealer, ct));
    }

    private static async Task<Page<AssignmentView>> Chain(
        LegalAidDb db,
        Attempt attempt,
        Sealer sealer,
        CancellationToken ct
    )
    {
        var rows = await (
            from assignment in db.Assignments.AsNoTracking()
            where assignment.AttemptId == attempt.Id
            join member in db.Panel on assignment.MemberId equals member.Id
            orderby assignment.From, assignment.Id
            select new { assignment, member.Name }
        ).ToListAsync(ct);
        return new(
            rows.ConvertAll(row => new AssignmentView(
                row.assignment.MemberId,
                row.Name,
                row.assignment.From,
                row.assignment.Until,
                row.assignment.By,
                row.assignment.SealedNote is { } note
                    ? sealer.Open<string>(Assignment.NotePurpose, row.assignment.Id, note)
                    : null
            )),
            null
        );
    }
}

/// <param name="From">Who had the matter when the caller read it; left out: nobody. So a form that is sent twice hands
/// it over once.</param>
/// <param name="Note">What the next lawyer must know. Sealed.</param>
internal sealed record AssignRequest(Guid? MemberId, Guid? From, string? Note);

internal sealed class AssignRequestValidator : AbstractValidator<AssignRequest>
{
    public AssignRequestValidator()
    {
        RuleFor(r => r.MemberId).NotNull().WithMessage("is required");
        RuleFor(r => r.Note).Text(1000);
    }
}

/// <param name="Until">Null: she has it now.</param>
/// <param name="By">User or client id of who assigned it.</param>
internal sealed record AssignmentView(
    Guid MemberId,
    string Name,
    DateTimeOffset From,
    DateTimeOffset? Until,
    string By,
    string? Note
);
