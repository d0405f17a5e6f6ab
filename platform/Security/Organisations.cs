using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Security;

/// <summary>What this service last heard of an organisation.</summary>
public sealed class KnownOrganisation
{
    public required Guid Id { get; init; }

    /// <summary>Codes of what it is admitted to provide.</summary>
    public required IReadOnlyList<string> Kinds { get; set; }
    public required bool Suspended { get; set; }
    public required int Version { get; set; }

    /// <summary>Keeps what was heard unless something newer was. In a transaction.</summary>
    /// <returns>False where it is old news.</returns>
    public static async Task<bool> Keep(DbContext db, Guid id, IReadOnlyList<string> kinds, bool suspended, int version, CancellationToken ct)
    {
        var row = await db.Set<KnownOrganisation>().SingleOrDefaultAsync(o => o.Id == id, ct);
        if (row?.Version >= version) return false;
        if (row is null) db.Add(new KnownOrganisation { Id = id, Kinds = kinds, Suspended = suspended, Version = version });
        else (row.Kinds, row.Suspended, row.Version) = (kinds, suspended, version);
        return true;
    }
}

/// <summary>
/// What is known of every organisation, to judge tokens that say what was so when they were given: a row tells every replica,
/// which looks each second.
/// </summary>
public sealed class Organisations(IServiceScopeFactory scopes, ILogger<Organisations> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private volatile IReadOnlyDictionary<Guid, KnownOrganisation> _known = new Dictionary<Guid, KnownOrganisation>();
    private (int Count, long Versions) _read;

    public bool IsSuspended(Guid organisation) => _known.TryGetValue(organisation, out var known) && known.Suspended;

    /// <returns>Null where nothing was heard of it.</returns>
    public bool? IsAdmitted(Guid organisation, string kind) => _known.TryGetValue(organisation, out var known) ? known.Kinds.Contains(kind) : null;

    /// <summary>Before the first request: a service that starts anew refuses whom it refused.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Read(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Every.Interval(Look, Read, log, stoppingToken);

    // A version only grows and no row is deleted: where count and sum are as before, nothing has changed.
    private async Task Read(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var all = scope.ServiceProvider.GetRequiredService<DbContext>().Set<KnownOrganisation>().AsNoTracking();
        var now = await all.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Versions = g.Sum(o => (long)o.Version) }).SingleOrDefaultAsync(ct);
        if (now is null || (now.Count, now.Versions) == _read) return;
        _known = await all.ToDictionaryAsync(o => o.Id, ct);
        _read = (now.Count, now.Versions);
    }
}

/// <summary>
/// Changes here are for organisations that are admitted for a kind: where a route admits one of the roles, its caller's must be.
/// </summary>
public sealed record AdmittedFor(string Kind, IReadOnlyCollection<string> Roles)
{
    public bool Guards(RolesAllowed route) => route.Roles.Any(Roles.Contains);
}

public static class OrganisationHosting
{
    /// <summary>Call from OnModelCreating of a service that judges organisations.</summary>
    public static void AddOrganisations(this ModelBuilder model) => model.Entity<KnownOrganisation>(known =>
    {
        known.ToTable("KnownOrganisations");
        known.Property(o => o.Id).ValueGeneratedNever();
        known.Property(o => o.Kinds).IsJson(500);
        known.Property(o => o.Version).IsConcurrencyToken();
    });

    public static void JudgeOrganisations(this Service service)
    {
        service.Services.AddSingleton<Organisations>();
        service.Services.AddHostedService(services => services.GetRequiredService<Organisations>());
    }

    /// <summary>Wherever a role is asked for, a suspended organisation's is none. Ending a sign-in asks for none.</summary>
    internal static void UseOrganisations(this WebApplication app)
    {
        if (app.Services.GetService<Organisations>() is not { } organisations) return;
        app.Use(async (http, next) =>
        {
            if (Refusal(organisations, http) is not { } refusal) await next(http);
            else await refusal.ExecuteAsync(http);
        });
    }

    private static IResult? Refusal(Organisations organisations, HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata is not { } route || route.GetMetadata<RolesAllowed>() is not { } allowed) return null;
        if (organisations.IsSuspended(http.User.Organisation()))
            return Problem.Of(StatusCodes.Status403Forbidden, "Your organisation is suspended from the network.", ("reason", "suspended"));
        if (HttpMethods.IsGet(http.Request.Method) || route.GetMetadata<AdmittedFor>() is not { } admitted || !admitted.Guards(allowed)) return null;
        // The token may be older than what is known; another issuer's says nothing of kinds.
        var (known, said) = (organisations.IsAdmitted(http.User.Organisation(), admitted.Kind), http.User.SaysAdmitted(admitted.Kind));
        return known != false && said != false && (known ?? said) == true ? null
            : Problem.Of(StatusCodes.Status403Forbidden, "Your organisation is not admitted to provide this kind of help.", ("reason", "not-admitted"));
    }
}
