using System.Net.Sockets;
using ReferralNetwork.Platform;
using Yarp.ReverseProxy.Transforms;

namespace ReferralNetwork.Gateway;

/// <param name="Services">Where each service of the route table listens, by its name.</param>
/// <param name="Listener">A socket that already listens; where null, the configured <c>urls</c>.</param>
public sealed record GatewayOptions(
    IReadOnlyDictionary<string, Uri> Services, Socket? Listener = null, Action<ILoggingBuilder>? Logging = null);

/// <summary>The network's one origin: routes, limits, and nothing of a caller's that only a proxy may say.</summary>
public static class GatewayHost
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <exception cref="InvalidOperationException">A service of the route table has no address.</exception>
    public static WebApplication Build(GatewayOptions options, string[]? args = null)
    {
        var missing = Routes.Services.Where(service => !options.Services.ContainsKey(service)).ToList();
        if (missing.Count > 0) throw new InvalidOperationException($"No address for: {string.Join(", ", missing.Select(s => $"Services:{s}"))}");

        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "gateway", Args = args });
        builder.AddBasics(TimeProvider.System, options.Logging);
        if (options.Listener is { } listener)
            builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = _ => listener);
        builder.Services.AddSingleton(new ServiceClient(options.Services));
        builder.Services.AddSingleton<ApiDocument>();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(Routes.Proxied(), Routes.Clusters(options.Services))
            .AddTransforms(transforms => transforms.UseDefaultForwarders = false)
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ConnectTimeout);

        var app = builder.Build();
        if (options.Listener?.LocalEndPoint is { } address) app.Urls.Add($"http://{address}");
        app.UseBasics("gateway");
        app.MapReadiness();
        app.MapApiDocument();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(Edge.StripHeaders);
            proxy.Use(Edge.RefuseLargeBodies);
            proxy.Use(Edge.TellWhenAway);
        });
        RoutePolicies.Require(app);
        return app;
    }
}
