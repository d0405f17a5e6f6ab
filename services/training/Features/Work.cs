using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Training.Features;

/// <summary>Whether she has work three and six months after the course, which is what a course is for.</summary>
internal static class Work
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/work", Due).For(Roles.Intake);
        routes.MapGet("/inbox/{attemptId:guid}/work", List).For(Roles.Intake);
        routes.MapPut("/inbox/{attemptId:guid}/work/{month}", Record).For(Roles.Intake).InTransaction();
    }

    /// <summary>Who is due to be asked and has not been, longest due first.</summary>
    private static async Task<Ok<WorkList<WorkDue>>> Due(
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var (now, due) = (await clock.Now(ct), new List<WorkDue>());
        foreach (var month in Calendar.WorkMonths)
        {
            // Months differ in length, so a few days more are read and each row is checked below.
            var ended = NetworkTime.AddMonths(now, -month).AddDays(4);
            var rows = await ledger
                .Attempts(user)
                .AsNoTracking()
                .Where(a =>
                    a.Status == Status.Completed
                    && a.EndedAt <= ended
                    && a.Exit != "died"
                    && db.Referrals.Any(r => r.Id == a.ReferralId && r.Shared && r.FollowUpUntil > now)
                    && !db.Work.Any(w => w.AttemptId == a.Id && w.Month == month)
                )
                .OrderBy(a => a.EndedAt)
                .Take(Page.OneMore)
                .ToListAsync(ct);
            due.AddRange(
                rows.Select(a => new WorkDue(a.Id, a.CaseCode, month, Calendar.DueAt(a.EndedAt!.Value, month)))
            );
        }
        return TypedResults.Ok(Page.First(due.Where(line => line.DueAt <= now).OrderBy(line => line.DueAt).ToList()));
    }

    private static async Task<Results<Ok<Page<WorkView>>, Refused>> List(
        Guid attemptId,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        await ledger.Find(user, attemptId, ct) is { } attempt
            ? TypedResults.Ok(await View(db, attempt, ct))
            : Problem.NotFound();

    /// <summary>Records the answer, from its month on. It can be recorded again, to correct it or once she was
    /// reached.</summary>
    /// <param name="month">3 or 6.</param>
    private static async Task<Results<Ok<Page<WorkView>>, Refused>> Record(
        Guid attemptId,
        int month,
        WorkRequest request,
        TrainingDb db,
        KindLedger ledger,
        KindDescriptor kind,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (!Calendar.WorkMonths.Contains(month))
            return Problem.Field("month", $"is none of: {string.Join(", ", Calendar.WorkMonths)}");
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status != Status.Completed)
            return KindLedger.Refuse(attempt, "The answer about work is recorded only after the course.");
        var (now, by, result) = (await clock.Now(ct), user.Subject(), request.Result!);
        var referral = await db.Referrals.AsNoTracking().SingleAsync(r => r.Id == attempt.ReferralId, ct);
        if (!referral.Shared || !(referral.FollowUpUntil > now))
            return KindLedger.Refuse(attempt, "There is no consent to follow-up, or it has ended.", "not-agreed");
        if (Calendar.DueAt(attempt.EndedAt!.Value, month) > now)
            return KindLedger.Refuse(attempt, $"It is not yet {month} months.", "not-yet-due");
        if (
            await db
                .Work.Where(w => w.AttemptId == attempt.Id && w.Month == month)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(w => w.Result, result).SetProperty(w => w.At, now).SetProperty(w => w.By, by),
                    ct
                ) == 0
        )
            db.Add(
                new WorkOutcome
                {
                    AttemptId = attempt.Id,
                    Month = month,
                    Result = result,
                    At = now,
                    By = by,
                }
            );
        var measure = Calendar.MeasureOf(month);
        db.Publish(new OutcomeMeasured(attempt.Id, attempt.ReferralId, kind.Code, measure, result, by, now), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await View(db, attempt, ct));
    }

    private static async Task<Page<WorkView>> View(TrainingDb db, Attempt attempt, CancellationToken ct)
    {
        if (attempt is not { Status: Status.Completed, EndedAt: { } ended })
            return new([], null);
        var results = await db
            .Work.AsNoTracking()
            .Where(w => w.AttemptId == attempt.Id)
            .ToDictionaryAsync(w => w.Month, ct);
        return new(
            [
                .. Calendar.WorkMonths.Select(month => new WorkView(
                    month,
                    Calendar.DueAt(ended, month),
                    results.GetValueOrDefault(month)?.Result,
                    results.GetValueOrDefault(month)?.At
                )),
            ],
            null
        );
    }
}

internal sealed record WorkRequest(string? Result);

internal sealed class WorkRequestValidator : AbstractValidator<WorkRequest>
{
    public WorkRequestValidator() => RuleFor(r => r.Result).RequiredOneOf(Courses.WorkResults);
}

/// <param name="Month">Months after the course: 3 or 6.</param>
internal sealed record WorkDue(Guid AttemptId, string CaseCode, int Month, DateTimeOffset DueAt);

internal sealed record WorkView(int Month, DateTimeOffset DueAt, string? Result, DateTimeOffset? At);
