using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Bench.Parts;

/// <summary>Kestrel and next to nothing else.</summary>
internal static class Bare
{
    private sealed record Small(Guid Id, string Status, DateTimeOffset At, int Places);

    /// <summary>A service that answers a small JSON, as small ones do.</summary>
    public static Task Service(string port)
    {
        var app = Build(port);
        var small = new Small(Guid.CreateVersion7(), "ready", DateTimeOffset.UtcNow, 12);
        app.MapGet("/{**rest}", () => TypedResults.Ok(small));
        return app.RunAsync();
    }

    /// <summary>Whatever is asked, the same bytes.</summary>
    public static Task Bytes(string port, int status, string file)
    {
        var (app, bytes) = (Build(port), File.ReadAllBytes(file));
        app.Run(http =>
        {
            // Whoever waits for a server to be there asks with GET.
            http.Response.StatusCode = HttpMethods.IsGet(http.Request.Method) ? StatusCodes.Status200OK : status;
            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = bytes.Length;
            return http.Response.Body.WriteAsync(bytes).AsTask();
        });
        return app.RunAsync();
    }

    private static WebApplication Build(string port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
        return app;
    }
}
