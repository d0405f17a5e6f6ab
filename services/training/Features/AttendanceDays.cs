using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Training.Data;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Training.Features;

/// <summary>Attendance day by day. Recording a day again corrects it.</summary>
internal static class AttendanceDays
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/inbox/{attemptId:guid}/attendance", List).For(Roles.Intake);
        routes.MapPut("/inbox/{attemptId:guid}/attendance", Mark).For(Roles.Intake).InTransaction();
    }

    private static async Task<Results<Ok<AttendanceView>, Refused>> List(
        Guid attemptId,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        await ledger.Find(user, attemptId, ct) is { } attempt
            ? TypedResults.Ok(await View(db, attempt, ct))
            : Problem.NotFound();

    private static async Task<Results<Ok<AttendanceView>, Refused>> Mark(
        Guid attemptId,
        AttendanceRequest request,
        TrainingDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await ledger.Find(user, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (attempt.Status != Status.InProgress)
            return KindLedger.Refuse(attempt, "Attendance is recorded only during the course.");
        var day = request.Day!.Value;
        if (day > NetworkTime.DayOf(await clock.Now(ct)) || day < NetworkTime.DayOf(attempt.ArrivedAt!.Value))
            return Problem.Field("day", "is from the day of arrival to today");
        if (await db.Attendance.SingleOrDefaultAsync(a => a.AttemptId == attempt.Id && a.Day == day, ct) is { } said)
            said.Mark = request.Mark!;
        else
            db.Add(
                new Attendance
                {
                    AttemptId = attempt.Id,
                    Day = day,
                    Mark = request.Mark!,
                }
            );
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await View(db, attempt, ct));
    }

    private static async Task<AttendanceView> View(TrainingDb db, Attempt attempt, CancellationToken ct)
    {
        var days = await db
            .Attendance.AsNoTracking()
            .Where(a => a.AttemptId == attempt.Id)
            .OrderByDescending(a => a.Day)
            .Select(a => new DayMark(a.Day, a.Mark))
            .ToListAsync(ct);
        return new AttendanceView(days, Calendar.PercentPresent(days.Select(day => day.Mark)));
    }
}

/// <param name="Day">A day in Cambodia's time zone, from her arrival to today.</param>
internal sealed record AttendanceRequest(DateOnly? Day, string? Mark);

internal sealed class AttendanceRequestValidator : AbstractValidator<AttendanceRequest>
{
    public AttendanceRequestValidator()
    {
        RuleFor(r => r.Day).NotNull().WithMessage("is required");
        RuleFor(r => r.Mark).RequiredOneOf(Courses.Marks);
    }
}

/// <param name="Days">The latest first.</param>
/// <param name="PercentPresent">Whole percent; excused days do not count. Null: no day counts yet.</param>
internal sealed record AttendanceView(IReadOnlyList<DayMark> Days, int? PercentPresent);

internal sealed record DayMark(DateOnly Day, string Mark);
