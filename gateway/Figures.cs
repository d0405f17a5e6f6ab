using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Telemetry;

namespace ReferralNetwork.Gateway;

/// <summary>The gateway's own figures: at <c>Metrics:Address</c>, which is none of the public's, and nowhere unless
/// told.</summary>
internal static class Figures
{
    private const string Default = "http://localhost:5000";

    public static void UseFigures(this WebApplication app)
    {
        if (app.Configuration["Metrics:Address"] is not { Length: > 0 } address)
            return;
        // An address given here takes the configured ones' place, so they are given too.
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
