using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ReferralNetwork.Gateway;

/// <summary>Who stands before the gateway, and so may say whose a request is: <c>Proxies</c>, addresses or networks, none unless told.</summary>
internal static class Proxies
{
    public static void UseProxies(this WebApplication app)
    {
        var known = app.Configuration["Proxies"]?.Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (known.Length == 0) return;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in known)
            if (proxy.Contains('/', StringComparison.Ordinal)) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else options.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(options);
    }
}
