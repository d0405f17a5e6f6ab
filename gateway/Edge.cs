using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace ReferralNetwork.Gateway;

/// <summary>Checks and changes that every proxied request passes through.</summary>
internal static class Edge
{
    // Hop-by-hop headers (RFC 9110, 7.6.1), and those that only a proxy or an authenticating front end may set.
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
        // Text of the caller's own that would go into every trace (W3C Trace Context, 3.3; Baggage).
        "tracestate",
        "baggage",
    };

    private static readonly string[] NotFromCallersPrefixes =
    [
        "X-Forwarded-",
        "X-Original-",
        "X-Auth",
        "X-MS-Client-Principal",
        "X-User",
    ];

    // A value is ASCII (RFC 9110, 5.5). Another cannot be forwarded, which would look like a service that is away.
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
        // Of a Connection header with "close" or "keep-alive" Kestrel keeps no other name: headers named there go on to
        // the service, which ignores them.
        foreach (var value in headers.Connection)
        foreach (var named in value!.Split(',', StringSplitOptions.TrimEntries))
            if (MayBeNamed(named))
                headers.Remove(named);
        // Nearly always null, so that the usual request allocates nothing here.
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

    // "Connection: Host" must not remove a header that frames or addresses the request.
    private static bool MayBeNamed(string name) =>
        name.Length > 0
        && name.ToUpperInvariant() is not ("HOST" or "CONTENT-LENGTH" or "TRANSFER-ENCODING" or "CONTENT-TYPE");

    // No path of ours has an empty segment; refused, whatever a later part would make of "//metrics".
    public static Task RefuseEmptySegments(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.Value!.Contains("//", StringComparison.Ordinal))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Refuses a body by its Content-Length; one of unknown length is stopped while it is read.</summary>
    public static Task RefuseLargeBodies(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength is not { } length || length <= Routes.Of(http)!.MaxBody)
            return next(http);
        // Without a limit the server reads on for up to 5 s after its answer, so that a caller who is still sending
        // gets that instead of a broken connection.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        return TooLarge(http);
    }

    /// <summary>Removes the gateway's Cache-Control, which would stand beside the service's.</summary>
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
