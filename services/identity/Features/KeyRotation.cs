using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Identity.Features;

/// <summary>Makes and deletes signing keys by their schedule; the first one exists before the first request.</summary>
internal sealed class KeyRotation(IServiceScopeFactory scopes, ILogger<KeyRotation> log) : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Turn(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(TimeSpan.FromHours(1), Turn, log, stoppingToken);

    internal async Task Turn(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var ring = scope.ServiceProvider.GetRequiredService<KeyRing>();
        var work = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await work.Run(
            async () =>
            {
                // Locked, so that replicas that look at the same moment make only one key.
                await work.AcquireLock("keys", ct);
                await ring.Rotate(ct);
            },
            ct
        );
    }
}

/// <summary>The keys by which this service verifies the tokens that it issued itself.</summary>
internal sealed class OwnKeys(IServiceScopeFactory scopes, Issuer issuer)
    : IConfigurationManager<OpenIdConnectConfiguration>
{
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var configuration = new OpenIdConnectConfiguration { Issuer = issuer.Address };
        foreach (var key in await scope.ServiceProvider.GetRequiredService<KeyRing>().Published(cancel))
            configuration.SigningKeys.Add(key.Public());
        return configuration;
    }

    // Nothing to do: the keys are read anew each time.
    public void RequestRefresh() { }
}
