using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Medical.Data;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Features;

/// <summary>A clinic's day by the hour: first arrivals, visits and sessions.</summary>
internal static class Day
{
    /// <summary>Used in place of an agenda code.</summary>
    public const string Arrival = "arrival";

    private const int MaxDaysAway = 366;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/day", Show).For(Roles.Intake);

    /// <param name="date">A day in Cambodia's time zone, at most 366 days away; today if left out.</param>
    private static async Task<Results<Ok<WorkList<DayLine>>, Refused>> Show(
        MedicalDb db,
        KindLedger ledger,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct,
        DateOnly? date = null
    )
    {
        var today = NetworkTime.DayOf(await clock.Now(ct));
        if (Math.Abs((date ?? today).DayNumber - today.DayNumber) > MaxDaysAway)
            return Problem.Field("date", $"is at most {MaxDaysAway} days away");
        var start = NetworkTime.StartOf(date ?? today);
        var end = start.AddDays(1);
        var open = ledger.Attempts(user).AsNoTracking().Where(a => a.EndedAt == null);

        var arrivals = await open.Where(a => a.Status == Status.Ready && a.ScheduledAt >= start && a.ScheduledAt < end)
            .OrderBy(a => a.ScheduledAt)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var visits = await (
            from item in db.Agenda.AsNoTracking()
            where item.EndedAt == null && item.At >= start && item.At < end
            join attempt in open on item.AttemptId equals attempt.Id
            orderby item.At
            select new DayLine(attempt.Id, attempt.CaseCode, item.Code, item.At, item.Interpreter, item.Accompanied)
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        return TypedResults.Ok(
            Page.First(
                arrivals
                    .Select(a => new DayLine(
                        a.Id,
                        a.CaseCode,
                        Arrival,
                        a.ScheduledAt!.Value,
                        false,
                        ledger.IsAccompanied(a)
                    ))
                    .Concat(visits)
                    .OrderBy(line => line.At)
                    .ToList()
            )
        );
    }
}

/// <param name="Code"><c>arrival</c>, or an agenda code.</param>
/// <param name="Interpreter">An interpreter is to be present, as far as the agenda says.</param>
/// <param name="Accompanied">Somebody comes with her.</param>
internal sealed record DayLine(
    Guid AttemptId,
    string CaseCode,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied
);
