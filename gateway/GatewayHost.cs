using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace ReferralNetwork.Gateway;

/// <param name="Services">Where each service of the route table listens, by its name; several addresses share the
/// load.</param>
/// <param name="Listener">A socket that already listens; where null, the configured <c>urls</c>.</param>
/// <param name="Settings">Settings that override the environment and the command line.</param>
public sealed record GatewayOptions(
    IReadOnlyDictionary<string, IReadOnlyList<Uri>> Services,
    Socket? Listener = null,
    Action<ILoggingBuilder>? Logging = null,
    IReadOnlyDictionary<string, string?>? Settings = null
);

/// <summary>The network's one origin: it routes, limits, and removes headers that only a proxy may set.</summary>
public static class GatewayHost
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly string[] ThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    // A line ends in CR LF (RFC 9112, 2.2). If LF alone were taken too, a proxy before us that does not take it could
    // be made to see other requests than we do.
    static GatewayHost() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);

    private static readonly IReadOnlyList<Setting> Known =
    [
        .. Settings.Common,
        Setting.Address("Services:*", ["http", "https"], many: true),
        Setting.Any("Loading:File"),
        Setting.Address("Metrics:Address", ["http", "https"]),
        Setting.Whole("Limits:*:PerSecond", 1, 1_000_000),
        Setting.Whole("Limits:*:Burst", 1, 1_000_000),
        Setting.Whole("Limits:Connections", 1, 10_000_000),
        Setting.Duration("Patience:*", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        Setting.File("Tls:Certificate"),
        Setting.File("Tls:Key"),
        new("Proxies", "addresses or networks such as 10.0.0.0/8, with ; between them", Proxies.AreAll),
    ];

    /// <exception cref="SettingException">A setting has an invalid value.</exception>
    public static void Check(IConfiguration configuration) => Setting.Check(configuration, Known);

    /// <exception cref="SettingException">A setting has an invalid value, or a service of the route table has no
    /// address.</exception>
    public static WebApplication Build(GatewayOptions options, string[]? args = null)
    {
        var missing = Routes.Services.Where(service => !options.Services.ContainsKey(service)).ToList();
        if (missing.Count > 0)
            throw new SettingException($"No address for: {string.Join(", ", missing.Select(s => $"Services:{s}"))}");

        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = "gateway", Args = args }
        );
        if (options.Settings is not null)
            builder.Configuration.AddInMemoryCollection(options.Settings);
        Check(builder.Configuration);
        Setting.Require(
            builder.Configuration,
            "Issuer:Address",
            "the address of who issues tokens, such as https://network.example"
        );
        builder.AddBasics(
            "gateway",
            TimeProvider.System,
            options.Logging,
            [.. ThisMachine, new Uri(builder.Configuration["Issuer:Address"]!).Host]
        );
        builder.AddTls();
        if (options.Listener is { } listener)
            builder.WebHost.UseSockets(sockets =>
                sockets.CreateBoundListenSocket = endpoint =>
                    endpoint.Equals(listener.LocalEndPoint)
                        ? listener
                        : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint)
            );
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.RequestHeaderEncodingSelector = name => name == "Content-Length" ? LengthEncoding.Instance : null;
            kestrel.Limits.MaxConcurrentConnections = builder.Configuration.GetValue("Limits:Connections", 10_000L);
        });

        AddServices(builder, options);
        Log(builder.Logging);

        var app = builder.Build();
        if (options.Listener?.LocalEndPoint is { } address)
            app.Urls.Add($"{Scheme(app.Configuration)}://{address}");
        app.UseProxies();
        app.UseBasics();
        app.UseFigures();
        app.UseTls();
        app.Use(app.Services.GetRequiredService<Limits>().Count);
        app.Use(app.Services.GetRequiredService<Loading>().TellPeople);
        app.MapReadiness();
        app.MapApiDocument();
        app.MapNotThePortals();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(Edge.RefuseUnreadableHeaders);
            proxy.Use(Edge.StripHeaders);
            proxy.Use(Edge.RefuseEmptySegments);
            proxy.Use(Edge.RefuseLargeBodies);
            proxy.Use(app.Services.GetRequiredService<Failures>().Tell);
            proxy.Use(app.Services.GetRequiredService<Health>().LookBeforeRefusing);
            proxy.UseLoadBalancing();
            proxy.Use(Edge.LeaveCachingToTheService);
        });
        RoutePolicies.Require(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, GatewayOptions options)
    {
        builder.Services.AddSingleton(new ServiceClient(options.Services));
        builder.Services.AddSingleton<Loading>();
        builder.Services.AddIssuer(builder.Configuration);
        builder.Services.AddSingleton<TokenCheck>();
        builder.Services.AddSingleton<Limits>();
        builder.Services.AddSingleton<Health>();
        builder.Services.AddSingleton<Failures>();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, TwoFailures>();
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(Routes.Proxied(options.Services), Health.Clusters(options.Services, builder.Configuration))
            .AddTransforms(transforms =>
                transforms
                    .AddXForwarded(ForwardedTransformActions.Set)
                    .AddXForwardedPrefix(action: ForwardedTransformActions.Off)
            )
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ConnectTimeout);
    }

    /// <summary>The scheme spoken on a listener that is passed in rather than configured.</summary>
    public static string Scheme(IConfiguration configuration) =>
        Tls.IsSet(configuration) ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;

    // YARP logs probes and failures with stack traces; TwoFailures and Failures log the same more briefly.
    private static void Log(ILoggingBuilder logging) =>
        logging
            .AddFilter("Yarp", LogLevel.Error)
            .AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.None)
            .AddFilter("Yarp.ReverseProxy.Health", LogLevel.None);
}
