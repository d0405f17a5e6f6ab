using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ReferralNetwork.Gateway;

/// <summary>Reverse proxies before the gateway, whose X-Forwarded headers are believed: the setting <c>Proxies</c>,
/// addresses or networks; none by default.</summary>
internal static class Proxies
{
    private static readonly char[] Between = [';', ',', ' '];

    public static bool AreAll(string value) =>
        value
            .Split(Between, StringSplitOptions.RemoveEmptyEntries)
            .All(proxy =>
                proxy.Contains('/', StringComparison.Ordinal)
                    ? System.Net.IPNetwork.TryParse(proxy, out _)
                    : IPAddress.TryParse(proxy, out _)
            );

    public static void UseProxies(this WebApplication app)
    {
        var known = app.Configuration["Proxies"]?.Split(Between, StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (known.Length == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders =
                ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in known)
            if (proxy.Contains('/', StringComparison.Ordinal))
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else
                options.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(options);
    }
}
