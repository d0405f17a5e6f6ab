using System.Globalization;
using ReferralNetwork.Platform.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace ReferralNetwork.Gateway;

/// <summary>Tells the caller what is known of a request that its service did not answer.</summary>
internal sealed class Failures(Health health, ILogger<Failures> log)
{
    private const int TryAgainAfter = 5;

    public async Task Tell(HttpContext http, RequestDelegate next)
    {
        await next(http);
        // A caller who has hung up gets no answer, and that is no failure of the service's.
        if (http.GetForwarderErrorFeature() is not { } failure || http.RequestAborted.IsCancellationRequested)
            return;
        var route = Routes.Of(http)!;
        await Note(http, route, failure);
        if (http.Response.HasStarted)
            return;
        http.Response.Headers.CacheControl = "no-store";

        await (
            http.Response.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => Edge.TooLarge(http),
                StatusCodes.Status504GatewayTimeout => TellOf(
                    http,
                    StatusCodes.Status504GatewayTimeout,
                    $"The part of the network called {route.Service} did not answer in time. It may or may not have "
                        + "done what was asked: look, or repeat it with the same Idempotency-Key."
                ),
                >= 500 => TellOf(
                    http,
                    StatusCodes.Status503ServiceUnavailable,
                    $"The part of the network called {route.Service} does not answer. Try again; with the same "
                        + "Idempotency-Key nothing is done twice."
                ),
                _ => Task.CompletedTask,
            }
        );
    }

    private static Task TellOf(HttpContext http, int status, string detail)
    {
        http.Response.Headers.RetryAfter = TryAgainAfter.ToString(CultureInfo.InvariantCulture);
        return Answer.Write(http, status, detail);
    }

    private async Task Note(HttpContext http, Route route, IForwarderErrorFeature failure)
    {
        // Not logged here, since a change of health is logged once; the check makes sure that it is noticed before the
        // next request.
        if (failure.Exception is null)
            return;
        if (failure.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
            await health.Look(http.GetRouteModel().Cluster!);
        else if (http.Response.StatusCode >= 500 || http.Response.HasStarted)
            log.LogWarning(
                "{Method} {Route} to {Service} failed: {Error}, {Failure}",
                http.Request.Method,
                route.Path,
                route.Service,
                failure.Error,
                SafeText.Of(failure.Exception)
            );
    }
}
