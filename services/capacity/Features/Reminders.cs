using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Hours of the coming week, for the referrer to remind the survivor of. They say neither what for nor where,
/// so that a reminder gives nothing away when somebody else hears or sees it (rule 10).</summary>
internal static class Reminders
{
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reminders", List).For(Roles.Caseworker);

    private static async Task<Ok<WorkList<Reminder>>> List(
        CapacityDb db,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var end = now + Ahead;
        var open = Visible
            .OpenToReferrer(db, user)
            .AsNoTracking()
            .Where(a => db.Referrals.Any(r => r.Id == a.ReferralId && r.Shared));
        var items = await (
            from item in db.Agenda.AsNoTracking()
            where item.EndedAt == null && item.At >= now && item.At <= end
            join attempt in open on item.AttemptId equals attempt.Id
            orderby item.At
            select new Reminder(attempt.ReferralId, item.At, item.Accompanied)
        )
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var arrivals = await open.Where(a => a.Status == Status.Ready && a.ScheduledAt >= now && a.ScheduledAt <= end)
            .OrderBy(a => a.ScheduledAt)
            .Select(a => new Reminder(a.ReferralId, a.ScheduledAt!.Value, false))
            .Take(Page.OneMore)
            .ToListAsync(ct);
        return TypedResults.Ok(Page.First(items.Concat(arrivals).OrderBy(r => r.At).ToList()));
    }
}

/// <param name="Accompanied">The provider sends somebody with her.</param>
internal sealed record Reminder(Guid ReferralId, DateTimeOffset At, bool Accompanied);
