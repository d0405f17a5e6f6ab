using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>What every service and the gateway have in common.</summary>
public static class Basics
{
    internal const string Live = "/health/live";

    /// <summary>Logs without personal data, problem details, metrics and traces, the body limit.</summary>
    /// <param name="name">The service's name in traces.</param>
    /// <param name="hosts">Host names that it accepts besides those of the setting <c>Hosts</c>; without either,
    /// any.</param>
    public static void AddBasics(
        this WebApplicationBuilder builder,
        string name,
        TimeProvider? time,
        Action<ILoggingBuilder>? logging,
        params IReadOnlyList<string> hosts
    )
    {
        builder.Host.UseDefaultServiceProvider(o => (o.ValidateScopes, o.ValidateOnBuild) = (true, false));
        Logs(builder.Logging, logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = ServiceHost.MaxBody;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddTelemetry(name);
        builder.Services.AddProblems();
        var configured = builder.Configuration["Hosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];
        builder.Services.AddSingleton(new KnownHosts([.. hosts, .. configured]));
    }

    /// <summary>Problem details for every failure, no caching of answers, /health/live.</summary>
    public static void UseBasics(this WebApplication app)
    {
        app.Use(AddSecurityHeaders);
        app.UseProblems();
        app.Use(NoStore);
        app.Use(app.Services.GetRequiredService<KnownHosts>().Refuse);
        app.MapGet(Live, () => TypedResults.Ok(new { status = "live" })).AllowAnonymous().ExcludeFromDescription();
    }

    // Set when the answer starts, so that one that was written anew after a failure has these headers too.
    private static Task AddSecurityHeaders(HttpContext http, RequestDelegate next)
    {
        http.Response.OnStarting(
            static state =>
            {
                var response = (HttpResponse)state;
                response.Headers.XContentTypeOptions = "nosniff";
                if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
                    response.Headers.XFrameOptions = "DENY";
                return Task.CompletedTask;
            },
            http.Response
        );
        return next(http);
    }

    private static Task NoStore(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        return next(http);
    }

    private static void Logs(ILoggingBuilder logging, Action<ILoggingBuilder>? also)
    {
        logging.ClearProviders();
        logging.AddJsonConsole(console =>
            (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ")
        );
        logging.SetMinimumLevel(LogLevel.Warning);
        // The database drivers' errors reach the log through SafeText, without statements and values.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        also?.Invoke(logging);
    }
}
