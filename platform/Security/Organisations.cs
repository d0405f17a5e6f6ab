using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Security;

/// <summary>What this service last heard of an organisation.</summary>
public sealed class KnownOrganisation
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }

    /// <summary>Codes of what it is admitted to provide.</summary>
    public required IReadOnlyList<string> Kinds { get; set; }
    public required bool Suspended { get; set; }
    public required int Version { get; set; }

    /// <summary>Keeps what was heard, unless something newer is kept already. To be called in a transaction.</summary>
    /// <returns>False where it is not newer than what is kept.</returns>
    public static async Task<bool> Keep(
        DbContext db,
        Guid id,
        string name,
        IReadOnlyList<string> kinds,
        bool suspended,
        int version,
        CancellationToken ct
    )
    {
        var row = await db.Set<KnownOrganisation>().SingleOrDefaultAsync(o => o.Id == id, ct);
        if (row?.Version >= version)
            return false;
        if (row is null)
            db.Add(
                new KnownOrganisation
                {
                    Id = id,
                    Name = name,
                    Kinds = kinds,
                    Suspended = suspended,
                    Version = version,
                }
            );
        else
            (row.Name, row.Kinds, row.Suspended, row.Version) = (name, kinds, suspended, version);
        return true;
    }
}

/// <summary>What is known of every organisation, to judge tokens, which tell what was so when they were issued. Every
/// replica reads the rows once a second.</summary>
public sealed class Organisations(IServiceScopeFactory scopes, ILogger<Organisations> log) : BackgroundService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    private volatile IReadOnlyDictionary<Guid, KnownOrganisation> _known = new Dictionary<Guid, KnownOrganisation>();
    private (int Count, long Versions) _read;

    public bool IsSuspended(Guid organisation) => _known.TryGetValue(organisation, out var known) && known.Suspended;

    /// <returns>Null where nothing was heard of it.</returns>
    public bool? IsAdmitted(Guid organisation, string kind) =>
        _known.TryGetValue(organisation, out var known) ? known.Kinds.Contains(kind) : null;

    /// <summary>Reads before the first request, so that a restarted service refuses the same callers as
    /// before.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Read(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(PollInterval, Read, log, stoppingToken);

    // A version only grows and no row is deleted: with the same count and sum as before, nothing has changed.
    private async Task Read(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var all = scope.ServiceProvider.GetRequiredService<DbContext>().Set<KnownOrganisation>().AsNoTracking();
        var now = await all.GroupBy(_ => 1)
            .Select(g => new { Count = g.Count(), Versions = g.Sum(o => (long)o.Version) })
            .SingleOrDefaultAsync(ct);
        if (now is null || (now.Count, now.Versions) == _read)
            return;
        _known = await all.ToDictionaryAsync(o => o.Id, ct);
        _read = (now.Count, now.Versions);
    }
}

/// <summary>Metadata of routes that are for organisations admitted for a kind: where a route allows one of these roles,
/// its caller's organisation must be admitted to change anything.</summary>
public sealed record AdmittedFor(string Kind, IReadOnlyCollection<string> Roles)
{
    public bool Guards(RolesAllowed route) => route.Roles.Any(Roles.Contains);
}
