using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Security;

/// <summary>A sign-in or a client that has ended; kept until its last token has expired.</summary>
public sealed class EndedAccess
{
    /// <summary>The <c>sid</c> or the <c>client_id</c>.</summary>
    public required string Id { get; init; }
    public required DateTimeOffset Until { get; init; }
}

/// <summary>
/// Refuses access tokens before they expire: those of sign-ins and clients that have ended, of suspended organisations,
/// and, on routes of providers, of organisations that are not admitted for the kind. Every replica reads the rows once
/// a second.
/// </summary>
public sealed class Refusals(IServiceScopeFactory scopes, Organisations organisations, ILogger<Refusals> log)
    : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private volatile IReadOnlySet<string> _ended = new HashSet<string>();

    /// <returns>Null when the caller is not refused.</returns>
    public Refused? Of(ClaimsPrincipal user)
    {
        if (user.FindFirstValue("sid") is { } signIn && _ended.Contains(signIn))
            return Ended;
        if (user.FindFirstValue("client_id") is { } client && _ended.Contains(client))
            return Ended;
        return organisations.IsSuspended(user.Organisation()) ? Suspended : null;
    }

    /// <returns>Null when the caller may change something by a route of providers.</returns>
    public Refused? Of(ClaimsPrincipal user, AdmittedFor admitted)
    {
        // The token may be older than what is known, and another issuer's may not tell kinds: where one of the two is
        // silent, the other decides.
        var (known, said) = (
            organisations.IsAdmitted(user.Organisation(), admitted.Kind),
            user.SaysAdmitted(admitted.Kind)
        );
        return known != false && said != false && (known ?? said) == true ? null : NotAdmitted;
    }

    private static Refused Ended =>
        Problem.Of(StatusCodes.Status401Unauthorized, "This sign-in or client has ended.", ("reason", "ended"));

    private static Refused Suspended =>
        Problem.Of(
            StatusCodes.Status403Forbidden,
            "Your organisation is suspended from the network.",
            ("reason", "suspended")
        );

    private static Refused NotAdmitted =>
        Problem.Of(
            StatusCodes.Status403Forbidden,
            "Your organisation is not admitted to provide this kind of help.",
            ("reason", "not-admitted")
        );

    /// <summary>Keeps the end of an access, once even where it is heard twice. To be called in a transaction.</summary>
    public static async Task KeepEnded(DbContext db, string id, DateTimeOffset until, CancellationToken ct)
    {
        if (await db.Set<EndedAccess>().FindAsync([id], ct) is null)
            db.Add(new EndedAccess { Id = id, Until = until });
    }

    /// <summary>Reads before the first request, so that a restarted service refuses the same callers as
    /// before.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Read(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(PollInterval, Read, log, stoppingToken);

    private async Task Read(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        var ended = await db.Set<EndedAccess>().AsNoTracking().ToListAsync(ct);
        _ended = ended.Where(e => e.Until > now).Select(e => e.Id).ToHashSet();
        if (ended.Count == _ended.Count)
            return;
        await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(() => db.Set<EndedAccess>().Where(e => e.Until <= now).ExecuteDeleteAsync(ct), ct);
    }
}
