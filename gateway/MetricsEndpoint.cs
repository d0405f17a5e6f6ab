using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Gateway;

/// <summary>The gateway's own metrics, at <c>Metrics:Address</c>, which must not be public; without that setting there
/// are none.</summary>
internal static class MetricsEndpoint
{
    private const string Default = "http://localhost:5000";

    public static void UseFigures(this WebApplication app)
    {
        if (app.Configuration["Metrics:Address"] is not { Length: > 0 } address)
            return;
        // Addresses that are added here replace the configured ones, so those are added too.
        if (app.Urls.Count == 0)
            foreach (var url in (app.Configuration["urls"] ?? Default).Split(';'))
                app.Urls.Add(url);
        app.Urls.Add(address);
        var port = BindingAddress.Parse(address).Port;
        app.MapWhen(
            http => http.Connection.LocalPort == port,
            figures =>
                figures
                    .UseOpenTelemetryPrometheusScrapingEndpoint(TelemetryHosting.Path)
                    .Run(http => Problem.NotFound().ExecuteAsync(http))
        );
    }
}
