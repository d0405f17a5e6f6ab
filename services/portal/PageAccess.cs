using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal;

/// <summary>Who may open what: a table by the folder that a page lies in.</summary>
internal static class PageAccess
{
    private static readonly IReadOnlyDictionary<string, string[]> Folders = new Dictionary<string, string[]>
    {
        ["Find"] = [Roles.Caseworker],
        ["Hotline"] = [Roles.Caseworker],
        ["Items"] = [Roles.Caseworker],
        ["Groups"] = [Roles.Caseworker],
        ["Owners"] = [Roles.Caseworker],
        ["Incidents"] = [Roles.Caseworker, Roles.Coordinator],
        ["FollowUps"] = [Roles.Caseworker],
        ["Reminders"] = [Roles.Caseworker],
        ["Conferences"] = [Roles.Caseworker, Roles.Intake],
        ["Complaints"] = [Roles.Coordinator, Roles.Auditor],
        ["Desk"] = [Roles.Intake, Roles.Publisher],
        ["Clinic"] = [Roles.Intake],
        ["Courses"] = [Roles.Intake, Roles.Publisher],
        ["Matters"] = [Roles.Intake],
        ["Panel"] = [Roles.Intake, Roles.Publisher],
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

    /// <summary>Of who provides one kind of help alone.</summary>
    private static readonly IReadOnlyDictionary<string, string> OfKind = new Dictionary<string, string>
    {
        ["Clinic"] = "medical",
        ["Courses"] = "training",
        ["Matters"] = "legal-aid",
        ["Panel"] = "legal-aid",
    };

    /// <exception cref="InvalidOperationException">A page lies in a folder of which nothing is said: that stops the start.</exception>
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
        if (!Folders.TryGetValue(folder, out var roles))
            throw new InvalidOperationException($"Nobody is said to open {page.RelativePath}");
        endpoint.Metadata.Add(new RolesAllowed(roles));
        endpoint.Metadata.Add(new AuthorizeAttribute { Roles = string.Join(',', roles) });
        if (OfKind.TryGetValue(folder, out var kind))
            endpoint.Metadata.Add(new AuthorizationPolicyBuilder().RequireClaim("kinds", kind).Build());
    }

    public static bool May(this System.Security.Claims.ClaimsPrincipal user, string folder) =>
        Folders[folder].Any(user.IsInRole)
        && (!OfKind.TryGetValue(folder, out var kind) || user.Kinds().Any(own => own.Code == kind));
}
