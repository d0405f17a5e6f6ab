using System.Security.Claims;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What a shift must know: arrivals, departures, and what the kind still asks to be done.</summary>
internal static class Tonight
{
    private static readonly TimeSpan Shift = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/tonight", Show).For(Roles.Intake);

    private static async Task<Ok<TonightView>> Show(
        CapacityDb db,
        IKind kind,
        Sealer sealer,
        ClaimsPrincipal user,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        var now = await clock.Now(ct);
        var end = now + Shift;
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
        var duties = await kind.Duties(own, now, Page.OneMore, ct);
        var (come, go, due) = (Page.First(arrivals), Page.First(exits), Page.First(duties));
        var known = await kind.Describe([.. go.Items.Select(a => a.Id)], Viewer.Provider, ct);
        return TypedResults.Ok(
            new TonightView(
                [.. come.Items.Select(a => Arrival.Of(a, a.ReadNotes(sealer)))],
                [.. go.Items.Select(a => new Leaving(a.Id, a.CaseCode, a.ExpectedEndAt!.Value, known.Of(a.Id)))],
                due.Items,
                come.More || go.More || due.More
            )
        );
    }
}

/// <param name="Duties">The longest due first.</param>
/// <param name="More">One of the three lists is longer than shown; its first entries are shown.</param>
internal sealed record TonightView(
    IReadOnlyList<Arrival> Arrivals,
    IReadOnlyList<Leaving> Exits,
    IReadOnlyList<Duty> Duties,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool More
);

/// <param name="At">The agreed hour, else the latest hour of arrival.</param>
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

/// <param name="Extension">What the kind knows of it; left out where it knows nothing.</param>
internal sealed record Leaving(
    Guid AttemptId,
    string CaseCode,
    DateTimeOffset At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonObject? Extension
);
