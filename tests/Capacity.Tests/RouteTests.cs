using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Tests;

[Collection(nameof(Shelters))]
public sealed class RouteTests(Shelters service)
{
    [Fact]
    public void Every_route_asks_for_a_role() =>
        RoutePolicies
            .Endpoints(service.App)
            .Where(e => e.Metadata.GetMetadata<RolesAllowed>() is null)
            .Select(e => e.RoutePattern.RawText!)
            .ShouldAllBe(route => route.StartsWith("/health") || route == "/metrics" || route.StartsWith("/openapi"));
}
