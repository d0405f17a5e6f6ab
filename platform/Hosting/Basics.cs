using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform;

/// <summary>What a service and the gateway do alike.</summary>
public static class Basics
{
    /// <summary>Logs without people, problem details, metrics, the body limit.</summary>
    public static void AddBasics(this WebApplicationBuilder builder, TimeProvider? time, Action<ILoggingBuilder>? logging)
    {
        builder.Host.UseDefaultServiceProvider(o => (o.ValidateScopes, o.ValidateOnBuild) = (true, false));
        Logs(builder.Logging, logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = ServiceHost.MaxBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<MetricsPage>();
        builder.Services.AddProblems();
    }

    /// <summary>Problem details for every failure, nothing kept by caches, /health/live and /metrics, traces where they are asked for.</summary>
    public static void UseBasics(this WebApplication app, string name)
    {
        var traces = Tracing.Export(app.Configuration, name);
        app.Lifetime.ApplicationStopped.Register(() => traces?.Dispose());
        app.Services.GetRequiredService<MetricsPage>();
        app.UseProblems();
        app.Use(NoStore);
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/metrics", (MetricsPage metrics) => TypedResults.Text(metrics.Text(), "text/plain; version=0.0.4"))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static Task NoStore(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        return next(http);
    }

    private static void Logs(ILoggingBuilder logging, Action<ILoggingBuilder>? also)
    {
        logging.ClearProviders();
        logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        logging.SetMinimumLevel(LogLevel.Warning);
        // The database drivers' errors reach the log through SafeText, without statements and values.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        also?.Invoke(logging);
    }
}
