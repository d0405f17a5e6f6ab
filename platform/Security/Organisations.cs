using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Platform.Security;

/// <summary>What this service last heard of an organisation's standing.</summary>
public sealed class Suspension
{
    public required Guid OrganisationId { get; init; }
    public required bool Suspended { get; set; }
    public required int Version { get; set; }
}

/// <summary>
/// Organisations whose access tokens are refused before they run out: a row tells every replica, which looks each second.
/// </summary>
public sealed class Suspensions(IServiceScopeFactory scopes, ILogger<Suspensions> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private volatile IReadOnlySet<Guid> _suspended = new HashSet<Guid>();

    public bool Has(Guid organisation) => _suspended.Contains(organisation);

    /// <summary>Keeps what was heard unless something newer was. In a transaction.</summary>
    /// <returns>False where it is old news.</returns>
    public static async Task<bool> Keep(DbContext db, Guid organisation, bool suspended, int version, CancellationToken ct)
    {
        var row = await db.Set<Suspension>().SingleOrDefaultAsync(s => s.OrganisationId == organisation, ct);
        if (row?.Version >= version) return false;
        if (row is null) db.Add(new Suspension { OrganisationId = organisation, Suspended = suspended, Version = version });
        else (row.Suspended, row.Version) = (suspended, version);
        return true;
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
        _suspended = await scope.ServiceProvider.GetRequiredService<DbContext>().Set<Suspension>().AsNoTracking()
            .Where(s => s.Suspended).Select(s => s.OrganisationId).ToHashSetAsync(ct);
    }
}

public static class SuspensionHosting
{
    /// <summary>Call from OnModelCreating of a service that refuses suspended organisations.</summary>
    public static void AddSuspensions(this ModelBuilder model) => model.Entity<Suspension>(suspensions =>
    {
        suspensions.ToTable("Suspensions").HasKey(s => s.OrganisationId);
        suspensions.Property(s => s.OrganisationId).ValueGeneratedNever();
        suspensions.Property(s => s.Version).IsConcurrencyToken();
    });

    public static void RefuseSuspended(this Service service)
    {
        service.Services.AddSingleton<Suspensions>();
        service.Services.AddHostedService(services => services.GetRequiredService<Suspensions>());
    }

    /// <summary>Wherever a role is asked for, a suspended organisation's is none. Ending a sign-in asks for none.</summary>
    internal static void UseSuspensions(this WebApplication app)
    {
        if (app.Services.GetService<Suspensions>() is not { } suspensions) return;
        app.Use(async (http, next) =>
        {
            if (http.GetEndpoint()?.Metadata.GetMetadata<RolesAllowed>() is null || !suspensions.Has(http.User.Organisation())) await next(http);
            else await Problem.Of(StatusCodes.Status403Forbidden, "Your organisation is suspended from the network.", ("reason", "suspended")).ExecuteAsync(http);
        });
    }
}
