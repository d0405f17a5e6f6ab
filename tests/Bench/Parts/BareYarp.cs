using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace ReferralNetwork.Bench.Parts;

/// <summary>YARP as its first page shows it: one route, one destination.</summary>
internal static class BareYarp
{
    public static Task Run(string port, string target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(
                [
                    new RouteConfig
                    {
                        RouteId = "all",
                        ClusterId = "one",
                        Match = new RouteMatch { Path = "/{**rest}" },
                    },
                ],
                [
                    new ClusterConfig
                    {
                        ClusterId = "one",
                        Destinations = new Dictionary<string, DestinationConfig>
                        {
                            ["one"] = new() { Address = target },
                        },
                    },
                ]
            );
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        app.MapReverseProxy();
        return app.RunAsync();
    }
}
