using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Clocks;

/// <summary>
/// Tells the referrer when a provider's service has not taken a referral up within a minute, and when a follow-up is
/// due or a consent ends, and the coordinator when an incident is to be reviewed; destroys what a hotline keeps for a
/// day or two, and offers that are over.
/// </summary>
internal sealed class ReferralMonitor(IServiceScopeFactory scopes, ILogger<ReferralMonitor> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private const int AtOnce = 200;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(Interval, Look, log, stoppingToken);

    private static readonly (
        string Name,
        Func<IServiceProvider, ReferralsDb, DateTimeOffset, CancellationToken, Task> Do
    )[] Steps =
    [
        ("provider-away", TellAway),
        ("incident", TellReview),
        ("follow-up", TellDue),
        ("consent-ending", ConsentEnds.Tell),
        ("consent-expired", ConsentEnds.Act),
        ("erasure", Destroy),
    ];

    internal async Task Look(CancellationToken ct)
    {
        foreach (var step in Steps)
            await Guarded.Run(
                step.Name,
                async () =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
                    await step.Do(
                        scope.ServiceProvider,
                        scope.ServiceProvider.GetRequiredService<ReferralsDb>(),
                        now,
                        ct
                    );
                },
                log,
                ct
            );
    }

    private static async Task Destroy(
        IServiceProvider services,
        ReferralsDb db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var before = now - ShiftNote.Keep;
        var numbers = db.Calls.Where(c => c.SealedNumber != null && c.NumberUntil <= now);
        var notes = db.ShiftNotes.Where(h => h.At <= before);
        var offers = db.Transfers.Where(o => o.ExpiresAt <= now);
        if (!await numbers.AnyAsync(ct) && !await notes.AnyAsync(ct) && !await offers.AnyAsync(ct))
            return;
        await services
            .GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    await numbers.ExecuteUpdateAsync(set => set.SetProperty(c => c.SealedNumber, (byte[]?)null), ct);
                    await notes.ExecuteDeleteAsync(ct);
                    await offers.ExecuteDeleteAsync(ct);
                },
                ct
            );
        await db.Scrub(ct);
    }

    private static async Task TellDue(
        IServiceProvider services,
        ReferralsDb db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var due = db.FollowUps.Where(f => !f.Told && f.DueAt <= now && f.Result == null && f.Until > now);
        if (!await due.AnyAsync(ct))
            return;
        await services
            .GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    var told = await due.OrderBy(f => f.DueAt)
                        .Take(AtOnce)
                        .Join(db.Referrals, f => f.ReferralId, r => r.Id, (f, r) => new { FollowUp = f, Referral = r })
                        .ToListAsync(ct);
                    foreach (var one in told)
                    {
                        one.FollowUp.Told = true;
                        one.Referral.Changed(now);
                        db.Add(Alert.Of(one.Referral, FollowUps.DueAlert, coordinator: false, now));
                    }
                },
                ct
            );
    }

    private static async Task TellReview(
        IServiceProvider services,
        ReferralsDb db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var begun = now - Incident.ReviewWithin + Incident.Lasts;
        var due = db.Incidents.Where(i => i.Until <= begun && i.ReviewedAt == null && !i.ToldReview);
        if (!await due.AnyAsync(ct))
            return;
        await services
            .GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    foreach (var incident in await due.Take(AtOnce).ToListAsync(ct))
                    {
                        incident.ToldReview = true;
                        db.Add(Alert.Of(incident, Alerts.IncidentReview, now));
                    }
                },
                ct
            );
    }

    private static async Task TellAway(
        IServiceProvider services,
        ReferralsDb db,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var before = now - Patience;
        var untaken = db.Referrals.Where(r =>
            r.Status == Status.Requested
            && r.RequestedAt < before
            && !r.UnavailableNotified
            && !db.Attempts.Any(a => a.ReferralId == r.Id && a.Round == r.Round)
        );
        if (!await untaken.AnyAsync(ct))
            return;
        await services
            .GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    foreach (var referral in await untaken.Take(AtOnce).ToListAsync(ct))
                    {
                        referral.UnavailableNotified = true;
                        referral.Changed(now);
                        db.Add(Alert.Of(referral, Alerts.ProviderAway, coordinator: false, now));
                    }
                },
                ct
            );
    }
}
