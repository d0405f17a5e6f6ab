using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Hosting;

/// <param name="DataFolder">Holds the SQLite file and, unless <c>MasterKey:File</c> says otherwise, the master
/// key.</param>
/// <param name="Bus">Shared by the modules of one process; a broker (<c>Broker:Address</c>) replaces it.</param>
/// <param name="Settings">Settings that override the environment and the command line.</param>
/// <param name="Time">The clock, for tests of deadlines; null: the system's.</param>
public sealed record HostOptions(
    string DataFolder,
    InProcessBus Bus,
    IReadOnlyDictionary<string, string?> Settings,
    TimeProvider? Time = null,
    Action<ILoggingBuilder>? Logging = null
);

/// <summary>Builds and runs a module's host, with all that services have in common.</summary>
public static class ServiceHost
{
    /// <summary>Bytes of a request body; imports declare their own limit.</summary>
    public const long MaxBody = 64 * 1024;

    /// <summary>Bytes of a request with one file of 2 MB in it, also in base64, where a route declares it.</summary>
    public const int MaxFileBody = 2_800_000;

    /// <summary>Runs one module alone in this process until it is stopped, or does what the first argument says and
    /// ends: <c>migrate</c>, <c>failures</c>, <c>replay ID|all</c>, <c>drop ID|all</c>, <c>reseal</c>.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> Run<TModule>(string[] args)
        where TModule : IModule => Settings.RunReportingErrors(() => RunModule<TModule>(args));

    private static async Task<int> RunModule<TModule>(string[] args)
        where TModule : IModule
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var data = configuration["Data"] ?? "data";
        var isCommand = args is [var first, ..] && Commands.Known.Contains(first);
        // Commands do not lock the folder, since they work while the service is running.
        using var folder = Databases.IsSqlite(configuration) && !isCommand ? DataFolder.Open(data) : null;
        await using var app = Build<TModule>(
            new HostOptions(Path.GetFullPath(data), new InProcessBus(), new Dictionary<string, string?>()),
            args
        );
        if (isCommand)
            return await Commands.Run(app, args, Console.Out);
        await Prepare(app);
        await app.RunAsync();
        return 0;
    }

    public static WebApplication Build<TModule>(HostOptions options, string[]? args = null)
        where TModule : IModule
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = TModule.Name, Args = args }
        );
        builder.Configuration.AddInMemoryCollection(options.Settings);
        Settings.Check(builder.Configuration);
        builder.AddBasics(TModule.Name, options.Time, options.Logging);

        var services = builder.Services;
        services.AddSingleton(
            MasterKey.ReadOrCreate(
                builder.Configuration["MasterKey:File"] ?? Path.Combine(options.DataFolder, "master.key")
            )
        );
        services.AddSingleton<Sealer>();
        services.AddSingleton<PersonMarks>();
        services.AddSingleton<IClaimsTransformation>(provider => provider.GetRequiredService<PersonMarks>());
        services.AddSingleton<OpenStreams>();
        services.AddTokens(builder.Configuration);
        services.AddOpenApi(
            "v1",
            api => api.AddSchemaTransformer(ApiTypes.Describe).AddSchemaTransformer(RequiredMembers.Describe)
        );
        services.ConfigureHttpJsonOptions(json => Strict(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);

        // Added before the module's own background work, so that subscribers listen before the relay sends.
        var broker = Rabbit.IsSet(builder.Configuration);
        if (broker)
            services.AddRabbit(TModule.Name, builder.Configuration);
        else
            services.AddInProcess(options.Bus);
        TModule.AddServices(new Service(TModule.Name, services, builder.Configuration, options.DataFolder));

        var app = builder.Build();
        app.UseBasics();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRefusals();
        app.MapHealth();
        app.MapMetrics();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        TModule.MapEndpoints(app.MapGroup("").AddEndpointFilter(Validation.Filter));
        if (!broker)
            foreach (var receiver in app.Services.GetServices<Receiver>())
                options.Bus.Add(receiver);
        return app;
    }

    /// <summary>To be called before the first request: checks that every route has a policy, and migrates the database.
    /// Where <c>Database:Migrate</c> is false, it must have been migrated already.</summary>
    public static async Task Prepare(WebApplication app)
    {
        RoutePolicies.Require(app);
        await using var scope = app.Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<DbContext>() is not { } db)
            return;
        if (app.Configuration.GetValue("Database:Migrate", true))
            await Migrator.Migrate(db, app.Lifetime.ApplicationStopping);
        else
            await Migrator.Require(db, app.Lifetime.ApplicationStopping);
    }

    /// <summary>Refuses unknown members, numbers in quotes, members named twice, half surrogate pairs, marks that turn
    /// the direction of writing, and times without an offset.</summary>
    public static void Strict(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.AllowDuplicateProperties = false;
        json.MaxDepth = 16;
        json.Converters.Add(new WholeJsonText());
        json.Converters.Add(new NoDirectionMarks());
        json.Converters.Add(new Rfc3339());
        // Bodies are application/json, never HTML: Khmer travels in 3 bytes a letter, not 6.
        json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    /// <summary>Rounds every time in every answer down to the minute: with microseconds, whoever reads what two
    /// organisations were told could see that both times are of one event (rule 12).</summary>
    public static void TellMinutes(JsonSerializerOptions json) =>
        json.Converters.Insert(0, new Rfc3339(TimeSpan.FromMinutes(1)));
}
