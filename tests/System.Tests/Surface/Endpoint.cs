using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>One line of the endpoint table that the modules themselves give.</summary>
/// <param name="Path">With bare parameters: <c>/api/referrals/{id}</c>.</param>
/// <param name="Roles">Null: open to everybody.</param>
internal sealed partial record Endpoint(string Module, string Method, string Path, IReadOnlyList<string>? Roles, bool TakesJson, Uri Address)
{
    public const string Kind = "{kind}";

    /// <summary>The path segments of the four kinds.</summary>
    public static readonly string[] Kinds = ["shelters", "training", "medical", "legal-aid"];

    public string Name => $"{Method} {Path}";

    /// <summary>One name for the same endpoint of every kind: <c>GET /api/{kind}/sites</c>; its own where not every kind has it.</summary>
    public string CommonName => Kinds.Contains(Module) && !OfSomeKinds().IsMatch(Path) ? Name.Replace($"/api/{Module}", $"/api/{Kind}", StringComparison.Ordinal) : Name;

    public IReadOnlyList<string> Parameters => [.. Parameter().Matches(Path).Select(match => match.Groups[1].Value)];

    /// <param name="ids">By parameter; an endpoint with a parameter that nobody has thought of fails.</param>
    public string Fill(Func<string, string> ids) => Parameter().Replace(Path, match => ids(match.Groups[1].Value));

    /// <summary>Asked once a network: the modules build their endpoints anew each time.</summary>
    public static IReadOnlyList<Endpoint> All(Network network) => [.. Read(network)];

    private static IEnumerable<Endpoint> Read(Network network)
    {
        // Pages have tests of their own: they take forms and answer HTML.
        foreach (var module in AllInOne.Module.All.Where(module => module.Name != "portal"))
        {
            var host = network.Host(module.Name);
            foreach (var route in RoutePolicies.Endpoints(host).Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is null))
                foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
                    yield return new(module.Name, method, "/" + Constraint().Replace(route.RoutePattern.RawText!, "{$1}").Trim('/'),
                        route.Metadata.GetMetadata<IAllowAnonymous>() is null ? route.Metadata.GetMetadata<RolesAllowed>()!.Roles : null,
                        route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true,
                        new Uri(host.Urls.First()));
        }
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex("/(agenda|panel|lawyers|assign|assignments|conflict-check|complaint|matters)(/|$)")]
    private static partial Regex OfSomeKinds();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
