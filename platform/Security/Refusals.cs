using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Security;

/// <summary>What this service last heard of an organisation's standing.</summary>
public sealed class Suspension
{
    public required Guid OrganisationId { get; init; }
    public required bool Suspended { get; set; }
    public required int Version { get; set; }
}

/// <summary>A sign-in or a client that has ended; kept until its last token has run out.</summary>
public sealed class EndedAccess
{
    /// <summary>The <c>sid</c> or the <c>client_id</c>.</summary>
    public required string Id { get; init; }
    public required DateTimeOffset Until { get; init; }
}

/// <summary>
/// Whose access tokens are refused before they run out: a suspended organisation's, and those of sign-ins and clients that
/// have ended. Rows tell every replica, which looks each second.
/// </summary>
public sealed class Refusals(IServiceScopeFactory scopes, ILogger<Refusals> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private volatile IReadOnlySet<Guid> _suspended = new HashSet<Guid>();
    private volatile IReadOnlySet<string> _ended = new HashSet<string>();

    /// <returns>Null when the caller goes on.</returns>
    public IResult? Of(ClaimsPrincipal user)
    {
        if (user.FindFirstValue("sid") is { } signIn && _ended.Contains(signIn)) return Ended;
        if (user.FindFirstValue("client_id") is { } client && _ended.Contains(client)) return Ended;
        return _suspended.Contains(user.Organisation()) ? Suspended : null;
    }

    private static IResult Ended => Problem.Of(StatusCodes.Status401Unauthorized, "This sign-in or client has ended.", ("reason", "ended"));

    private static IResult Suspended =>
        Problem.Of(StatusCodes.Status403Forbidden, "Your organisation is suspended from the network.", ("reason", "suspended"));

    /// <summary>Keeps what was heard unless something newer was. In a transaction.</summary>
    /// <returns>False where it is old news.</returns>
    public static async Task<bool> KeepStanding(DbContext db, Guid organisation, bool suspended, int version, CancellationToken ct)
    {
        var row = await db.Set<Suspension>().SingleOrDefaultAsync(s => s.OrganisationId == organisation, ct);
        if (row?.Version >= version) return false;
        if (row is null) db.Add(new Suspension { OrganisationId = organisation, Suspended = suspended, Version = version });
        else (row.Suspended, row.Version) = (suspended, version);
        return true;
    }

    /// <summary>Heard twice it is kept once. In a transaction.</summary>
    public static async Task KeepEnded(DbContext db, string id, DateTimeOffset until, CancellationToken ct)
    {
        if (await db.Set<EndedAccess>().FindAsync([id], ct) is null) db.Add(new EndedAccess { Id = id, Until = until });
    }

    /// <summary>Before the first request: a service that starts anew refuses whom it refused.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Read(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Every.Interval(Look, Read, log, stoppingToken);

    private async Task Read(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        _suspended = await db.Set<Suspension>().AsNoTracking().Where(s => s.Suspended).Select(s => s.OrganisationId).ToHashSetAsync(ct);
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        var ended = await db.Set<EndedAccess>().AsNoTracking().ToListAsync(ct);
        _ended = ended.Where(e => e.Until > now).Select(e => e.Id).ToHashSet();
        if (ended.Count == _ended.Count) return;
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(() => db.Set<EndedAccess>().Where(e => e.Until <= now).ExecuteDeleteAsync(ct), ct);
    }
}
