using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>The service over a PostgreSQL, beside others of its kind or alone.</summary>
internal sealed class Replica(WebApplication app, InProcessBus bus, DirectoryInfo folder) : IAsyncDisposable
{
    public WebApplication App => app;
    public InProcessBus Bus => bus;
    public IServiceProvider Services => app.Services;
    public HttpClient Http { get; } = new();

    /// <summary>Its database is there; it does not run yet.</summary>
    public static async Task<Replica> Over(TestDatabase database, params (string Name, string Value)[] more)
    {
        var (folder, bus) = (Directory.CreateTempSubdirectory("referrals-tests-"), new InProcessBus());
        var settings = new Dictionary<string, string?>
        {
            ["Issuer:Address"] = TestTokens.Issuer,
            ["urls"] = "http://127.0.0.1:0",
            ["Database:Provider"] = "postgres",
            ["Database:ConnectionString"] = database.Server.ConnectionString,
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        var options = new Platform.Hosting.HostOptions(
            folder.FullName,
            bus,
            settings,
            null,
            logging => logging.ClearProviders()
        );
        var app = ServiceHost.Build<ModuleUnderTest>(options);
        await ServiceHost.Prepare(app);
        return new(app, bus, folder);
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
