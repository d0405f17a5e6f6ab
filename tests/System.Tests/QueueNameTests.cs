using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.System.Tests;

/// <summary>
/// The names of the queues at a broker and of the rows in each inbox. One that changes loses the messages that lie in
/// the old queue, and handles again what comes twice.
/// </summary>
[Collection(nameof(RunningNetwork))]
public sealed class QueueNameTests(RunningNetwork network)
{
    private static readonly string[] OfEveryProvider =
    [
        "access-ended.v1",
        "availability-requested.v1",
        "organisation-changed.v1",
        "places-changed.v1",
        "referral-owned.v1",
        "referral-plan-changed.v1",
        "referral-requested.v1",
        "referral-withdrawn.v1",
    ];

    private static readonly Dictionary<string, string[]> Of = new()
    {
        ["identity"] = ["organisations-requested.v1"],
        ["referrals"] =
        [
            "access-ended.v1",
            "attempt-changed.v1",
            "availability-changed.v1",
            "group-reservation-changed.v1",
            "organisation-changed.v1",
            "places-requested.v1",
            "outcome-measured.v1",
        ],
        ["shelters"] = [.. OfEveryProvider, "group-requested.v1"],
        ["training"] = OfEveryProvider,
        ["medical"] = OfEveryProvider,
        ["legal-aid"] = OfEveryProvider,
        ["portal"] = [],
    };

    [Fact]
    public void The_queues_of_every_service_are_these()
    {
        foreach (var module in Module.All)
            network
                .Network.Host(module.Name)
                .Services.GetServices<Receiver>()
                .Select(receiver => receiver.Consumer)
                .Order(StringComparer.Ordinal)
                .ShouldBe(Of[module.Name].Select(type => $"{module.Name}.{type}").Order(StringComparer.Ordinal));
    }
}
