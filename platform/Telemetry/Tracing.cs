using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ReferralNetwork.Platform.Telemetry;

/// <summary>Spans of requests and messages. Exported only where <c>Otlp:Endpoint</c> is set.</summary>
public static class Tracing
{
    private static readonly ActivitySource Source = new("ReferralNetwork");

    internal static Activity? Consume(string consumer, string? parent) =>
        Source.StartActivity(consumer, ActivityKind.Consumer, parent);

    /// <returns>Null where no endpoint is set.</returns>
    internal static TracerProvider? Export(IConfiguration configuration, string service) =>
        configuration["Otlp:Endpoint"] is not { Length: > 0 } endpoint
            ? null
            : Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService(service))
                .AddSource(Source.Name, "Microsoft.AspNetCore")
                .AddOtlpExporter(o => (o.Endpoint, o.Protocol) = (new Uri(endpoint), OtlpExportProtocol.HttpProtobuf))
                .Build();
}
