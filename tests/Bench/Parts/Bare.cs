using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Bench.Parts;

/// <summary>Kestrel and nothing else: whatever is asked, the same bytes.</summary>
internal static class Bare
{
    public const string Json = """{"id":"0199b2c4-8f00-7000-8000-000000000001","status":"ready","at":"2026-01-01T00:00:00Z","places":12}""";

    /// <param name="file">The bytes; a small JSON where null.</param>
    public static Task Run(string port, int status, string? file)
    {
        var bytes = file is null ? System.Text.Encoding.UTF8.GetBytes(Json) : File.ReadAllBytes(file);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{port}");
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
}
