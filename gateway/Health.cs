using System.Collections.Concurrent;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ReferralNetwork.Gateway;

/// <summary>The addresses of the services, and which of them answer.</summary>
internal sealed class Health(IActiveHealthCheckMonitor monitor)
{
    private static readonly HealthCheckConfig Probes = new()
    {
        AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyAndUnknown,
        Active = new ActiveHealthCheckConfig
        {
            Enabled = true,
            Path = "/health/ready",
            Interval = TimeSpan.FromSeconds(5),
            // A service that is busy, or just starting on a busy machine, is not away: requests that it could answer
            // would be refused.
            Timeout = TimeSpan.FromSeconds(10),
            Policy = TwoFailures.PolicyName,
        },
    };

    private readonly ConcurrentDictionary<string, Lazy<Task>> _looks = new();

    /// <summary>One cluster for each service, and another for its imports, which are few and need no probes of their
    /// own.</summary>
    public static IReadOnlyList<ClusterConfig> Clusters(
        IReadOnlyDictionary<string, IReadOnlyList<Uri>> services,
        IConfiguration configuration
    ) =>
        [
            .. Routes
                .All.Where(route => services.ContainsKey(route.Service))
                .DistinctBy(route => route.Cluster)
                .Select(route => new ClusterConfig
                {
                    ClusterId = route.Cluster,
                    Destinations = services[route.Service]
                        .Select((address, i) => (Name: $"{route.Service}/{i + 1}", address))
                        .ToDictionary(
                            one => one.Name,
                            one => new DestinationConfig { Address = one.address.ToString() }
                        ),
                    LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
                    HealthCheck = route.Import ? null : Probes,
                    HttpRequest = new()
                    {
                        Version = new Version(1, 1),
                        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                        ActivityTimeout = route.Patience(configuration),
                    },
                }),
        ];

    /// <summary>Probes a service that was away at once when a request needs it, rather than refusing until the next
    /// probe is due. Requests at the same time share one probe.</summary>
    public async Task LookBeforeRefusing(HttpContext http, RequestDelegate next)
    {
        var proxied = http.GetReverseProxyFeature();
        if (proxied.AvailableDestinations.Count == 0 && proxied.Route.Cluster is { } cluster)
        {
            await Look(cluster);
            proxied.AvailableDestinations = cluster.DestinationsState.AvailableDestinations;
        }
        await next(http);
    }

    public async Task Look(ClusterState cluster)
    {
        var look = _looks.GetOrAdd(cluster.ClusterId, _ => new(() => monitor.CheckHealthAsync([cluster])));
        try
        {
            await look.Value;
        }
        finally
        {
            _looks.TryRemove(KeyValuePair.Create(cluster.ClusterId, look));
        }
    }
}

/// <summary>A destination gets no requests after two failed probes in a row, until one succeeds. Each change is one
/// line in the log.</summary>
internal sealed class TwoFailures(IDestinationHealthUpdater updater, ILogger<TwoFailures> log)
    : IActiveHealthCheckPolicy
{
    public const string PolicyName = "TwoFailures";

    private readonly Lock _lock = new();
    private readonly Dictionary<DestinationState, int> _failures = [];

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        lock (_lock)
            updater.SetActive(
                cluster,
                [.. probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, Judge(result)))]
            );
    }

    private DestinationHealth Judge(DestinationProbingResult result)
    {
        var (destination, before) = (result.Destination, result.Destination.Health.Active);
        _failures[destination] = result.Response is { IsSuccessStatusCode: true }
            ? 0
            : _failures.GetValueOrDefault(destination) + 1;
        var now = _failures[destination] switch
        {
            0 => DestinationHealth.Healthy,
            1 => before,
            _ => DestinationHealth.Unhealthy,
        };
        if (now == DestinationHealth.Unhealthy && before != now)
            log.LogWarning("{Destination} does not answer", destination.DestinationId);
        if (now == DestinationHealth.Healthy && before == DestinationHealth.Unhealthy)
            log.LogWarning("{Destination} answers again", destination.DestinationId);
        return now;
    }
}
