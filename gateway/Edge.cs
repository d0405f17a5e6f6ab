using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace ReferralNetwork.Gateway;

/// <summary>What every proxied request passes.</summary>
internal static class Edge
{
    // RFC 9110, 7.6.1, and what only a proxy or an authenticating front may say: a caller saying it is a lie.
    private static readonly HashSet<string> NotFromCallers = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Keep-Alive",
        "Proxy-Connection",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Upgrade",
        "Forwarded",
        "Via",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "Client-IP",
        "X-Remote-User",
        "Remote-User",
        "X-HTTP-Method",
        "X-HTTP-Method-Override",
        "X-Method-Override",
        "X-Rewrite-URL",
        "X-Content-Length",
    };

    private static readonly string[] NotFromCallersPrefixes =
    [
        "X-Forwarded-",
        "X-Original-",
        "X-Auth",
        "X-MS-Client-Principal",
        "X-User",
    ];

    // RFC 9110, 5.5: a value is ASCII. Another cannot be sent on, and the service it is for would be taken to be away.
    public static Task RefuseUnreadableHeaders(HttpContext http, RequestDelegate next)
    {
        foreach (var (_, values) in http.Request.Headers)
        foreach (var value in values)
            if (!Ascii.IsValid(value))
                return Answer.Write(
                    http,
                    StatusCodes.Status400BadRequest,
                    "A header has characters that are not ASCII."
                );
        return next(http);
    }

    public static Task StripHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Request.Headers;
        // Beside "close" or "keep-alive" Kestrel keeps no other name; such a header goes on to the service, which
        // ignores it.
        foreach (var value in headers.Connection)
        foreach (var named in value!.Split(',', StringSplitOptions.TrimEntries))
            if (MayBeNamed(named))
                headers.Remove(named);
        // Nearly always there is none, and then nothing is allocated for it.
        List<string>? lies = null;
        foreach (var (name, _) in headers)
            if (IsNotFromCallers(name))
                (lies ??= []).Add(name);
        lies?.ForEach(name => headers.Remove(name));
        return next(http);
    }

    internal static bool IsNotFromCallers(string name)
    {
        if (NotFromCallers.Contains(name))
            return true;
        foreach (var prefix in NotFromCallersPrefixes)
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    // "Connection: Host" must not take away what frames or addresses the request.
    private static bool MayBeNamed(string name) =>
        name.Length > 0
        && name.ToUpperInvariant() is not ("HOST" or "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONTENT-TYPE");

    // "//metrics" is no path of ours; what another part makes of it shall not matter.
    public static Task RefuseEmptySegments(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.Value!.Contains("//", StringComparison.Ordinal))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Before a service is bothered with it; a body of unknown length is stopped on its way.</summary>
    public static Task RefuseLargeBodies(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength is not { } length || length <= Routes.Of(http)!.MaxBody)
            return next(http);
        // The server reads on for at most 5 s after the answer: who is still sending gets it instead of a broken
        // connection.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return TooLarge(http);
    }

    /// <summary>Else its own word would stand beside the gateway's.</summary>
    public static Task LeaveCachingToTheService(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.Remove("Cache-Control");
        return next(http);
    }

    public static Task TooLarge(HttpContext http) =>
        Answer.Write(
            http,
            StatusCodes.Status413PayloadTooLarge,
            "The body is larger than this path takes. It was not taken."
        );
}
