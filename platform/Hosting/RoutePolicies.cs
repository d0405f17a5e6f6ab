using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform;

/// <summary>A route that nobody thought about is open to everybody: here it stops the start.</summary>
public static class RoutePolicies
{
    /// <exception cref="InvalidOperationException">A route has neither roles nor an explicit AllowAnonymous.</exception>
    public static void Require(WebApplication app)
    {
        var open = Endpoints(app)
            .Where(route => route.Metadata.GetMetadata<RolesAllowed>() is null && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(route => route.RoutePattern.RawText).ToList();
        if (open.Count > 0) throw new InvalidOperationException($"Routes without a policy: {string.Join(", ", open)}");
    }

    /// <summary>The endpoint table: what tests over every route are generated from.</summary>
    public static IEnumerable<RouteEndpoint> Endpoints(WebApplication app) =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
}
