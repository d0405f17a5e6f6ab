using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Identity.Features;

/// <summary>Deletes codes, sign-ins, invitations and guesses that have ended, in batches, so that nobody waits for
/// it.</summary>
internal sealed class Housekeeping(IServiceScopeFactory scopes, ILogger<Housekeeping> log) : BackgroundService
{
    private const int Most = 500;

    private static readonly IReadOnlyList<Func<IdentityDb, DateTimeOffset, CancellationToken, Task<int>>> Ended =
    [
        (db, now, ct) =>
            db.Codes.Where(c => c.SignInEndsAt <= now).OrderBy(c => c.SignInEndsAt).Take(Most).ExecuteDeleteAsync(ct),
        (db, now, ct) =>
            db.SignIns.Where(s => s.EndsAt <= now).OrderBy(s => s.EndsAt).Take(Most).ExecuteDeleteAsync(ct),
        (db, now, ct) =>
            db.Guesses.Where(g => g.SpentUntil <= now).OrderBy(g => g.SpentUntil).Take(Most).ExecuteDeleteAsync(ct),
        (db, now, ct) =>
            db.Invitations.Where(i => i.ExpiresAt <= now).OrderBy(i => i.ExpiresAt).Take(Most).ExecuteDeleteAsync(ct),
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(TimeSpan.FromHours(1), Clean, log, stoppingToken);

    internal async Task Clean(CancellationToken ct)
    {
        foreach (var some in Ended)
            await Guarded.Run(
                "housekeeping",
                async () =>
                {
                    await using var scope = scopes.CreateAsyncScope();
                    var (db, work) = (
                        scope.ServiceProvider.GetRequiredService<IdentityDb>(),
                        scope.ServiceProvider.GetRequiredService<UnitOfWork>()
                    );
                    var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
                    while (await work.Run(() => some(db, now, ct), _ => true, ct) == Most) { }
                },
                log,
                ct
            );
    }
}
