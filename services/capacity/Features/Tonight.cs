using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Who comes, who goes and who is still to be offered a health check: what a shift must know.</summary>
internal static class Tonight
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(24);

    /// <summary>So long before a health check must have been offered, the desk is reminded.</summary>
    private static readonly TimeSpan Reminder = TimeSpan.FromDays(14);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/tonight", Show).For(Roles.Intake);

    private static async Task<Ok<TonightView>> Show(
        CapacityDb db,
        Trade trade,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var (end, arrivedBefore) = (now + Shift, now - (trade.HealthCheckWithin ?? TimeSpan.Zero) + Reminder);
        var own = Visible.ToProvider(db, user).AsNoTracking();

        var arrivals = await own.Where(a =>
                (a.Status == Status.Accepted || a.Status == Status.Ready) && (a.ScheduledAt ?? a.ArrivalDueAt) <= end
            )
            .OrderBy(a => a.ScheduledAt ?? a.ArrivalDueAt)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var exits = await own.Where(a => a.Status == Status.InProgress && a.ExpectedEndAt <= end)
            .OrderBy(a => a.ExpectedEndAt)
            .Take(Page.OneMore)
            .ToListAsync(ct);
        var checks = trade.HealthCheckWithin is null
            ? []
            : await own.Where(a =>
                    a.Status == Status.InProgress && a.HealthCheckOfferedAt == null && a.ArrivedAt <= arrivedBefore
                )
                .OrderBy(a => a.ArrivedAt)
                .Take(Page.OneMore)
                .ToListAsync(ct);
        var (come, go, check) = (Page.First(arrivals), Page.First(exits), Page.First(checks));
        return TypedResults.Ok(
            new TonightView(
                [.. come.Items.Select(a => Arrival.Of(a, a.ReadNotes(sealer)))],
                [.. go.Items.Select(a => new Leaving(a.Id, a.CaseCode, a.ExpectedEndAt!.Value, a.Onward))],
                [
                    .. check.Items.Select(a => new HealthCheck(
                        a.Id,
                        a.CaseCode,
                        a.ArrivedAt!.Value + trade.HealthCheckWithin!.Value
                    )),
                ],
                come.More || go.More || check.More
            )
        );
    }
}

/// <param name="More">One of the three is longer than what is shown of it: the first to come are these.</param>
internal sealed record TonightView(
    IReadOnlyList<Arrival> Arrivals,
    IReadOnlyList<Leaving> Exits,
    IReadOnlyList<HealthCheck> HealthChecks,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool More
);

/// <param name="At">The hour agreed, else by when she must have come.</param>
internal sealed record Arrival(
    Guid AttemptId,
    string CaseCode,
    DateTimeOffset? At,
    bool Agreed,
    string? MeetingPoint,
    string? Escort
)
{
    public static Arrival Of(Attempt a, Notes notes) =>
        new(
            a.Id,
            a.CaseCode,
            a.ScheduledAt ?? a.ArrivalDueAt,
            a.ScheduledAt is not null,
            notes.MeetingPoint,
            notes.Escort
        );
}

internal sealed record Leaving(Guid AttemptId, string CaseCode, DateTimeOffset At, string? Onward);

/// <param name="DueAt">By then it is to be offered.</param>
internal sealed record HealthCheck(Guid AttemptId, string CaseCode, DateTimeOffset DueAt);
