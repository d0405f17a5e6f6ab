using Microsoft.AspNetCore.Http;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Refuses requests to host names that are not the network's (protection against DNS rebinding).</summary>
/// <param name="hosts">Names without port; where there are none, any is accepted.</param>
internal sealed class KnownHosts(IReadOnlyList<string> hosts)
{
    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);

    // A monitor knows the process by its address alone, so /health/live is exempt; the framework's own filter exempts
    // nothing.
    public Task Refuse(HttpContext http, RequestDelegate next) =>
        _hosts.Count == 0 || http.Request.Path == Basics.Live || _hosts.Contains(http.Request.Host.Host)
            ? next(http)
            : Problem.Of(StatusCodes.Status400BadRequest, "The network has no such host name.").ExecuteAsync(http);
}
