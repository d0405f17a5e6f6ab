using Microsoft.AspNetCore.Http.Features;
using ReferralNetwork.Platform;
using Yarp.ReverseProxy.Forwarder;

namespace ReferralNetwork.Gateway;

/// <summary>What every proxied request passes.</summary>
internal static class Edge
{
    // RFC 9110, 7.6.1, and what only a proxy or an authenticating front may say: a caller saying it is a lie.
    private static readonly HashSet<string> NotFromCallers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Upgrade",
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Client-IP",
        "X-Remote-User", "Remote-User", "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override", "X-Rewrite-URL", "X-Content-Length",
    };

    private static readonly string[] NotFromCallersPrefixes = ["X-Forwarded-", "X-Original-", "X-Auth", "X-MS-Client-Principal", "X-User"];

    public static Task StripHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Request.Headers;
        // Beside "close" or "keep-alive" Kestrel keeps no other name; such a header goes on to the service, which ignores it.
        foreach (var named in headers.Connection.SelectMany(value => value!.Split(',', StringSplitOptions.TrimEntries)).Where(MayBeNamed).ToList())
            headers.Remove(named);
        foreach (var name in headers.Keys.Where(IsNotFromCallers).ToList()) headers.Remove(name);
        return next(http);
    }

    internal static bool IsNotFromCallers(string name) =>
        NotFromCallers.Contains(name) || NotFromCallersPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    // "Connection: Host" must not take away what frames or addresses the request.
    private static bool MayBeNamed(string name) =>
        name.Length > 0 && name.ToUpperInvariant() is not ("HOST" or "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONTENT-TYPE");

    /// <summary>Before a service is bothered with it; a body of unknown length is stopped on its way.</summary>
    public static Task RefuseLargeBodies(HttpContext http, RequestDelegate next)
    {
        var limit = http.GetRouteModel().Config.MaxRequestBodySize ?? ServiceHost.MaxBody;
        if (http.Request.ContentLength is null || http.Request.ContentLength <= limit) return next(http);
        // The server reads on for at most 5 s after the answer: who is still sending gets it instead of a broken connection.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        return Task.CompletedTask;
    }

    public static async Task TellWhenAway(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is null || http.Response.HasStarted || http.Response.StatusCode < 500) return;
        http.Response.Headers.RetryAfter = "5";
        await Problem.Of(StatusCodes.Status503ServiceUnavailable,
            "A part of the network does not answer. Try again; with the same Idempotency-Key nothing is done twice.").ExecuteAsync(http);
    }
}
