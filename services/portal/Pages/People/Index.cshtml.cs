using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Pages.People;

/// <summary>An organisation's people, its open invitations, and the systems that act for it.</summary>
internal sealed class IndexModel(NetworkApi api, Texts texts) : PageModel
{
    [FromRoute]
    public Guid? Org { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    [BindProperty]
    public string Once { get; set; } = Guid.NewGuid().ToString();

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public List<string> Grant { get; set; } = [];

    public OrganisationView Organisation { get; private set; } = null!;
    public IReadOnlyList<PersonView> People { get; private set; } = [];
    public IReadOnlyList<InvitationView> Invitations { get; private set; } = [];
    public IReadOnlyList<ClientView> Clients { get; private set; } = [];

    /// <summary>Who was given access lately, and by whom; only for the caller's own organisation.</summary>
    public ListOf<AccessGivenView>? Given { get; private set; }

    /// <summary>Shown in this response only; stored only as a hash.</summary>
    public string? Code { get; private set; }
    public string? CodeFor { get; private set; }
    public ClientView? Secret { get; private set; }

    public IEnumerable<string> Grantable =>
        Roles.All.Where(role => User.IsInRole(Roles.Operator) || !Roles.OfTheNetwork.Contains(role));

    /// <summary>A role that opens sealed details is given to a system only by the partner's own org-admin.</summary>
    public IEnumerable<string> GrantableToSystems =>
        Grantable.Where(role =>
            !Roles.OpenDetails.Contains(role)
            || (User.IsInRole(Roles.OrgAdmin) && (Org is null || Org == User.Organisation()))
        );

    private string Path => $"/api/organisations/{Org ?? User.Organisation()}";

    public async Task<IActionResult> OnGet()
    {
        if (await api.Find<OrganisationView>(Path) is not { } organisation)
            return NotFound();
        Organisation = organisation;
        People = await api.All<PersonView>($"{Path}/people");
        Invitations = await api.All<InvitationView>($"{Path}/invitations");
        Clients = await api.All<ClientView>($"{Path}/clients");
        if (User.IsInRole(Roles.OrgAdmin) && organisation.Id == User.Organisation())
            Given = await api.Page<AccessGivenView>($"{Path}/access-given", 20);
        return Page();
    }

    /// <summary>For browsers that do not send which button was pressed.</summary>
    public Task<IActionResult> OnPost() => OnPostInvite();

    public async Task<IActionResult> OnPostInvite()
    {
        if (VisibleText.IsBlank(Name))
            ModelState.AddModelError(nameof(Name), texts["error.needed"]);
        if (Grant.Count == 0)
            ModelState.AddModelError(nameof(Grant), texts["error.needed"]);
        if (ModelState.IsValid)
        {
            var answer = await api.Post<InvitationView>(
                $"{Path}/invitations",
                new { displayName = Name, roles = Grant },
                key: Once
            );
            (Code, CodeFor) = (answer.Value?.Code, answer.Value?.DisplayName);
            if (!answer.Done)
                ModelState.AddModelError("", texts["agree.fault.other", string.Join(", ", answer.Refusal!.Fields)]);
            // A repeated request finds the same invitation, whose code is not told twice.
            else if (Code is null)
                ModelState.AddModelError("", texts["people.code.once"]);
            else
                Fresh();
        }
        return await OnGet();
    }

    public async Task<IActionResult> OnPostRevoke(Guid invitation)
    {
        return Redirect(Back((await api.Delete($"{Path}/invitations/{invitation}")).Refusal));
    }

    public async Task<IActionResult> OnPostAddClient(string? label)
    {
        if (VisibleText.IsBlank(label))
            ModelState.AddModelError("Label", texts["error.needed"]);
        if (Grant.Count == 0)
            ModelState.AddModelError(nameof(Grant), texts["error.needed"]);
        if (ModelState.IsValid)
        {
            var answer = await api.Post<ClientView>($"{Path}/clients", new { label, roles = Grant }, key: Once);
            Secret = answer.Value is { ClientSecret: not null } made ? made : null;
            if (!answer.Done)
                ModelState.AddModelError("", texts["agree.fault.other", string.Join(", ", answer.Refusal!.Fields)]);
            else if (Secret is null)
                ModelState.AddModelError("", texts["people.code.once"]);
            else
                Fresh();
        }
        return await OnGet();
    }

    public async Task<IActionResult> OnPostDisableClient(string client)
    {
        return Redirect(
            Back(
                (await api.Post<JsonObject>($"{Path}/clients/{Uri.EscapeDataString(client)}/disable", new { })).Refusal
            )
        );
    }

    private string Back(Refusal? refusal) => $"/people/{Org ?? User.Organisation()}?told={refusal?.Told ?? "saved"}";

    // The next form gets an idempotency key of its own.
    private void Fresh()
    {
        (Once, Name, Grant) = (Guid.NewGuid().ToString(), null, []);
        ModelState.Clear();
    }
}
