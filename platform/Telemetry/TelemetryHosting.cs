using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>OpenTelemetry: figures for Prometheus at <c>/metrics</c>; spans, where <c>Otlp:Endpoint</c> is
/// set.</summary>
public static class TelemetryHosting
{
    public const string Path = "/metrics";

    private static readonly string[] Meters =
    [
        Metrics.Meter.Name,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    // A closed set without personal data: all other tags of an instrument are dropped.
    private static readonly string[] Tags =
    [
        "http.route",
        "http.request.method",
        "http.response.status_code",
        "consumer",
        "kind",
        "step",
        "of",
    ];

    internal static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(service, autoGenerateServiceInstanceId: false));
        telemetry.WithMetrics(metrics =>
            metrics
                .AddMeter(Meters)
                .AddView(_ => new MetricStreamConfiguration { TagKeys = Tags })
                .AddPrometheusExporter(page => page.ScrapeResponseCacheDurationMilliseconds = 0)
        );
        if (builder.Configuration["Otlp:Endpoint"] is not { Length: > 0 } endpoint)
            return;
        telemetry.WithTracing(traces =>
            traces
                .AddSource(Tracing.Source.Name)
                .AddAspNetCoreInstrumentation(requests =>
                {
                    requests.Filter = IsNoProbe;
                    // A path names a row, which may be somebody's; http.route says which route it was.
                    requests.EnrichWithHttpRequest = (span, _) => Clear(span, "url.path", "url.query");
                })
                .AddHttpClientInstrumentation(calls =>
                    calls.EnrichWithHttpRequestMessage = (span, _) => Clear(span, "url.full")
                )
                .AddOtlpExporter(otlp =>
                    (otlp.Endpoint, otlp.Protocol) = (new Uri(endpoint), OtlpExportProtocol.HttpProtobuf)
                )
        );
    }

    /// <summary>Serves metrics at a path that cannot be reached through the gateway.</summary>
    internal static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes
            .MapPrometheusScrapingEndpoint(Path)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
            .AllowAnonymous()
            .ExcludeFromDescription();

    private static void Clear(Activity span, params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
            span.SetTag(tag, null);
    }

    private static bool IsNoProbe(HttpContext http) =>
        http.Request.Path != Path
        && !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);
}
