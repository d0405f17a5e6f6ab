using Microsoft.AspNetCore.Http;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Another site's name that leads to this machine (DNS rebinding) is nobody's here.</summary>
/// <param name="hosts">Names without port; none: any.</param>
internal sealed class KnownHosts(IReadOnlyList<string> hosts)
{
    private readonly HashSet<string> _hosts = new(hosts, StringComparer.OrdinalIgnoreCase);

    // Who watches the process knows it by its address alone; so the framework's own filter, which excepts nobody, is
    // not for us.
    public Task Refuse(HttpContext http, RequestDelegate next) =>
        _hosts.Count == 0 || http.Request.Path == Basics.Live || _hosts.Contains(http.Request.Host.Host)
            ? next(http)
            : Problem.Of(StatusCodes.Status400BadRequest, "The network has no such host name.").ExecuteAsync(http);
}
