using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal;

/// <summary>Who may open which page, by the folder that the page lies in.</summary>
internal static class PageAccess
{
    private static readonly IReadOnlyDictionary<string, string[]> Folders = new Dictionary<string, string[]>
    {
        ["Find"] = [Roles.Caseworker],
        ["Hotline"] = [Roles.Caseworker],
        ["Items"] = [Roles.Caseworker],
        ["Groups"] = [Roles.Caseworker],
        ["Transfers"] = [Roles.Caseworker],
        ["Incidents"] = [Roles.Caseworker, Roles.Coordinator],
        ["FollowUps"] = [Roles.Caseworker],
        ["Reminders"] = [Roles.Caseworker],
        ["Conferences"] = [Roles.Caseworker, Roles.Intake],
        ["Complaints"] = [Roles.Coordinator, Roles.Auditor],
        ["Desk"] = [Roles.Intake, Roles.Publisher],
        ["Places"] = [Roles.Publisher],
        ["Quality"] = [Roles.Coordinator],
        ["Records"] = [Roles.Coordinator],
        ["Directory"] = [Roles.Coordinator],
        ["Figures"] = [Roles.Coordinator, Roles.Auditor],
        ["Partners"] = [Roles.Coordinator, Roles.Operator],
        ["People"] = [Roles.Operator, Roles.OrgAdmin],
        ["Gazetteer"] = [Roles.Operator],
        ["Log"] = [Roles.Auditor],
        ["Account"] = [.. Roles.All],
    };

    /// <summary>Folders of the kinds' own pages; with the kind where only its providers may open them.</summary>
    private static readonly Dictionary<string, (string[] Roles, string? Kind)> OfKinds = KindDescriptor
        .All.SelectMany(kind => (kind.Pages?.Folders ?? []).Select(folder => (kind, folder)))
        .ToDictionary(
            of => of.folder.Name,
            of =>
                ((string[])[.. of.folder.Roles], of.folder.Roles.Any(Roles.OfProviders.Contains) ? of.kind.Code : null)
        );

    /// <exception cref="InvalidOperationException">A page lies in a folder that no table names: the service then does
    /// not start.</exception>
    public static void Apply(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<PageActionDescriptor>().FirstOrDefault() is not { } page)
            return;
        var folder = page.RelativePath.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..^1].FirstOrDefault();
        if (folder is null)
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
            return;
        }
        if (Find(folder) is not { } allowed)
            throw new InvalidOperationException($"Nobody is said to open {page.RelativePath}");
        var (roles, kind) = allowed;
        endpoint.Metadata.Add(new RolesAllowed(roles));
        endpoint.Metadata.Add(new AuthorizeAttribute { Roles = string.Join(',', roles) });
        if (kind is not null)
            endpoint.Metadata.Add(new AuthorizationPolicyBuilder().RequireClaim("kinds", kind).Build());
    }

    public static bool May(this System.Security.Claims.ClaimsPrincipal user, string folder) =>
        Find(folder) is var (roles, kind)
        && roles.Any(user.IsInRole)
        && (kind is null || user.Kinds().Any(own => own.Code == kind));

    private static (string[] Roles, string? Kind)? Find(string folder) =>
        Folders.TryGetValue(folder, out var roles) ? (roles, null)
        : OfKinds.TryGetValue(folder, out var own) ? own
        : null;
}
