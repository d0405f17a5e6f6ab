using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>One line of the endpoint table that the modules themselves give.</summary>
/// <param name="Path">With bare parameters: <c>/api/referrals/{id}</c>.</param>
/// <param name="Roles">Null: open to everybody.</param>
internal sealed partial record Endpoint(
    string Module,
    string Method,
    string Path,
    IReadOnlyList<string>? Roles,
    bool TakesJson,
    Uri Address
)
{
    public const string Kind = "{kind}";

    /// <summary>The path segments of the four kinds.</summary>
    public static readonly string[] Kinds = ["shelters", "training", "medical", "legal-aid"];

    /// <summary>What some trades have and others have not, by a segment of its path.</summary>
    private static readonly Dictionary<string, string[]> OfSome = new()
    {
        ["expected"] = ["shelters"],
        ["onward"] = ["shelters"],
        ["health-check"] = ["shelters"],
        ["documents"] = ["medical"],
        ["day"] = ["medical"],
        ["agenda"] = ["training", "medical", "legal-aid"],
        ["intakes"] = ["training"],
        ["start"] = ["training"],
        ["screening"] = ["training"],
        ["funds"] = ["training"],
        ["panel"] = ["legal-aid"],
        ["matters"] = ["legal-aid"],
        ["lawyers"] = ["legal-aid"],
        ["assign"] = ["legal-aid"],
        ["assignments"] = ["legal-aid"],
        ["conflict-check"] = ["legal-aid"],
        ["complaint"] = ["legal-aid"],
        ["grant"] = ["training"],
        ["attendance"] = ["training"],
        ["work"] = ["training"],
        ["guide"] = ["training"],
    };

    /// <summary>The kinds that have an endpoint of this common name.</summary>
    public static string[] KindsOf(string commonName) =>
        OfSome.FirstOrDefault(some => commonName.Split('/').Contains(some.Key)).Value ?? Kinds;

    public string Name => $"{Method} {Path}";

    /// <summary>One name for the same endpoint of every kind: <c>GET /api/{kind}/sites</c>.</summary>
    public string CommonName =>
        Kinds.Contains(Module) ? Name.Replace($"/api/{Module}", $"/api/{Kind}", StringComparison.Ordinal) : Name;

    public IReadOnlyList<string> Parameters => [.. Parameter().Matches(Path).Select(match => match.Groups[1].Value)];

    /// <param name="ids">By parameter; an endpoint with a parameter that nobody has thought of fails.</param>
    public string Fill(Func<string, string> ids) => Parameter().Replace(Path, match => ids(match.Groups[1].Value));

    /// <summary>Asked once a network: the modules build their endpoints anew each time.</summary>
    public static IReadOnlyList<Endpoint> All(Network network) => [.. Read(network)];

    private static IEnumerable<Endpoint> Read(Network network)
    {
        // Pages have tests of their own: they take forms and answer HTML.
        foreach (var module in Launch.Module.All.Where(module => module.Name != "portal"))
        {
            var host = network.Host(module.Name);
            foreach (
                var route in RoutePolicies
                    .Endpoints(host)
                    .Where(route => route.Metadata.GetMetadata<PageActionDescriptor>() is null)
            )
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
                yield return new(
                    module.Name,
                    method,
                    "/" + Constraint().Replace(route.RoutePattern.RawText!, "{$1}").Trim('/'),
                    route.Metadata.GetMetadata<IAllowAnonymous>() is null
                        ? route.Metadata.GetMetadata<RolesAllowed>()!.Roles
                        : null,
                    route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("application/json") == true,
                    new Uri(host.Urls.First())
                );
        }
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parameter();
}
