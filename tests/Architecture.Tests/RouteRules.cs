using System.Reflection;
using FluentValidation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>A route of a host.</summary>
public sealed record HostRoute(WebApplication Host, RouteEndpoint Route)
{
    public string Name => Modules.NameOf(Route);

    /// <summary>The type of its body; null where it takes none.</summary>
    public Type? Body => Route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    public bool IsOpenToAll => Route.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public bool SaysThatItChangesRows => Route.Metadata.GetMetadata<ChangesRows>() is not null;

    public IReadOnlyList<string> Roles => Route.Metadata.GetMetadata<RolesAllowed>()?.Roles ?? [];

    public IReadOnlyList<string> Methods => Route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}

/// <summary>What holds for every route: each rule answers what breaks it.</summary>
internal static class RouteRules
{
    private static readonly string[] Writing = ["POST", "PUT", "DELETE", "PATCH"];
    private static readonly string[] ShowsOneSurvivor = ["/inbox/", "/details", "/conferences/{"];

    public static IEnumerable<string> WriteWithoutSayingSo(IEnumerable<HostRoute> routes) =>
        routes
            .Where(route => route.Methods.Intersect(Writing).Any() && !route.SaysThatItChangesRows)
            .Select(route => route.Name);

    public static IEnumerable<string> ReadAndChange(IEnumerable<HostRoute> routes) =>
        routes.Where(route => route.Methods.Contains("GET") && route.SaysThatItChangesRows).Select(route => route.Name);

    public static IEnumerable<string> OpenToAll(IEnumerable<HostRoute> routes) =>
        routes.Where(route => route.IsOpenToAll).Select(route => route.Name).Distinct();

    public static IEnumerable<string> AdmitUnknownRoles(IEnumerable<HostRoute> routes) =>
        routes
            .Where(route =>
                !route.IsOpenToAll
                && (route.Roles.Count == 0 || route.Roles.Any(role => !Contracts.Roles.All.Contains(role)))
            )
            .Select(route => route.Name);

    public static IEnumerable<HostRoute> ShowOneSurvivor(IEnumerable<HostRoute> routes) =>
        routes.Where(route =>
            route.Route.RoutePattern.RawText is { } path
            && path.Contains("api/", StringComparison.Ordinal)
            && ShowsOneSurvivor.Any(part => path.Contains(part, StringComparison.Ordinal))
        );

    public static IEnumerable<string> ShowOneSurvivorToOthers(IEnumerable<HostRoute> routes) =>
        ShowOneSurvivor(routes)
            .Where(route => route.Roles.Any(role => !Contracts.Roles.OpenDetails.Contains(role)))
            .Select(route => route.Name);

    public static IEnumerable<string> BodiesWithoutValidator(IEnumerable<HostRoute> routes) =>
        routes
            .Where(route => route.Body is { } body && Members(body).Length > 0)
            .Where(route => route.Host.Services.GetService(typeof(IValidator<>).MakeGenericType(route.Body!)) is null)
            .Select(route => $"{route.Name}: {route.Body!.Name}");

    /// <summary>A member that cannot be null looks alike when it is missing and when it is the default.</summary>
    public static IEnumerable<string> MembersThatHideThatTheyAreMissing(IEnumerable<HostRoute> routes)
    {
        var nullability = new NullabilityInfoContext();
        return Bodies(routes)
            .SelectMany(body =>
                Members(body)
                    .Where(member => nullability.Create(member).WriteState is not NullabilityState.Nullable)
                    .Select(member => $"{body.Name}.{member.Name}")
            );
    }

    public static IEnumerable<string> BodiesOfOtherNames(IEnumerable<HostRoute> routes) =>
        Bodies(routes).Select(body => body.Name).Where(name => !name.EndsWith("Request", StringComparison.Ordinal));

    public static IEnumerable<Type> Bodies(IEnumerable<HostRoute> routes) =>
        routes.Select(route => route.Body).OfType<Type>().Distinct();

    private static PropertyInfo[] Members(Type body) => body.GetProperties(BindingFlags.Public | BindingFlags.Instance);
}
