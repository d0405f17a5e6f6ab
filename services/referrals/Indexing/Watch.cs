using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Indexing;

/// <summary>Tells the referrer when a provider's service has not taken a referral up within a minute, and when a follow-up is due.</summary>
internal sealed class Watch(IServiceScopeFactory scopes, ILogger<Watch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Every.Interval(Interval, Look, log, stoppingToken);

    internal async Task Look(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        await TellAway(scope.ServiceProvider, db, now, ct);
        await TellDue(scope.ServiceProvider, db, now, ct);
    }

    private static async Task TellDue(IServiceProvider services, ReferralsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var due = db.FollowUps.Where(f => !f.Told && f.DueAt <= now && f.Result == null);
        if (!await due.AnyAsync(ct)) return;
        await services.GetRequiredService<UnitOfWork>().Run(async () =>
        {
            foreach (var followUp in await due.OrderBy(f => f.DueAt).Take(200).ToListAsync(ct))
            {
                followUp.Told = true;
                var referral = await db.Referrals.SingleAsync(r => r.Id == followUp.ReferralId, ct);
                (referral.UpdatedAt, referral.Version) = (now, referral.Version + 1);
                db.Add(Alert.Of(referral, FollowUps.DueAlert, coordinator: false, now));
            }
        }, ct);
    }

    private static async Task TellAway(IServiceProvider services, ReferralsDb db, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - Patience;
        var untaken = db.Referrals.Where(r => r.Status == Status.Requested && r.RequestedAt < before && !r.ToldAway
            && !db.Attempts.Any(a => a.ReferralId == r.Id && a.Round == r.Round));
        if (!await untaken.AnyAsync(ct)) return;
        await services.GetRequiredService<UnitOfWork>().Run(async () =>
        {
            foreach (var referral in await untaken.Take(200).ToListAsync(ct))
            {
                referral.ToldAway = true;
                (referral.UpdatedAt, referral.Version) = (now, referral.Version + 1);
                db.Add(Alert.Of(referral, Alerts.ProviderAway, coordinator: false, now));
            }
        }, ct);
    }
}
