using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Stops the start where a route has no access policy, since such a route would be open to
/// everybody.</summary>
public static class RoutePolicies
{
    /// <exception cref="InvalidOperationException">A route has neither roles nor an explicit AllowAnonymous, or does
    /// not require admission where it must.</exception>
    public static void Require(WebApplication app)
    {
        var open = Endpoints(app)
            .Where(route =>
                route.Metadata.GetMetadata<RolesAllowed>() is null
                && route.Metadata.GetMetadata<IAllowAnonymous>() is null
            )
            .Select(route => route.RoutePattern.RawText)
            .ToList();
        if (open.Count > 0)
            throw new InvalidOperationException($"Routes without a policy: {string.Join(", ", open)}");
        RequireAdmission(app);
    }

    // Where one route requires its caller's admission, every route that allows one of the same roles must.
    private static void RequireAdmission(WebApplication app)
    {
        if (
            Endpoints(app)
                .Select(route => route.Metadata.GetMetadata<AdmittedFor>())
                .FirstOrDefault(admitted => admitted is not null)
            is not { } admitted
        )
            return;
        var open = Endpoints(app)
            .Where(route =>
                route.Metadata.GetMetadata<AdmittedFor>() is null
                && route.Metadata.GetMetadata<RolesAllowed>() is { } allowed
                && admitted.Guards(allowed)
            )
            .Select(route => route.RoutePattern.RawText)
            .ToList();
        if (open.Count > 0)
            throw new InvalidOperationException($"Routes that anybody may provide by: {string.Join(", ", open)}");
    }

    /// <summary>All endpoints; tests over every route are generated from them.</summary>
    public static IEnumerable<RouteEndpoint> Endpoints(WebApplication app) =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
}
