using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>The service over a PostgreSQL, beside others of its kind or alone.</summary>
internal sealed class Replica(WebApplication app, DirectoryInfo folder) : IAsyncDisposable
{
    public IServiceProvider Services => app.Services;
    public HttpClient Http { get; } = new();

    /// <summary>Its database is there; it does not run yet.</summary>
    public static async Task<Replica> Over(TestDatabase database)
    {
        var folder = Directory.CreateTempSubdirectory("referrals-tests-");
        var settings = new Dictionary<string, string?>
        {
            ["Issuer:Address"] = TestTokens.Issuer, ["urls"] = "http://127.0.0.1:0", ["Database:Provider"] = "postgres", ["Database:ConnectionString"] = database.Server.ConnectionString,
        };
        var app = ServiceHost.Build<ModuleUnderTest>(new Platform.HostOptions(folder.FullName, new InProcessBus(), settings, null, logging => logging.ClearProviders()));
        await ServiceHost.Prepare(app);
        return new(app, folder);
    }

    public async Task<Replica> Start()
    {
        await app.StartAsync();
        Http.BaseAddress = new Uri(app.Urls.Single());
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
