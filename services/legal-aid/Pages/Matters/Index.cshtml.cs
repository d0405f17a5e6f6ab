using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.LegalAid.Pages.Matters;

/// <summary>A legal desk's open matters, unassigned ones apart, and the week's hearings and deadlines.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    public IReadOnlyList<MatterView> Unassigned { get; private set; } = [];
    public IReadOnlyList<MatterView> Assigned { get; private set; } = [];
    public IReadOnlyList<AgendaLine> Week { get; private set; } = [];

    public async Task OnGet()
    {
        var (matters, week) = (
            api.All<MatterView>("/api/legal-aid/matters"),
            api.All<AgendaLine>("/api/legal-aid/agenda")
        );
        await Task.WhenAll(matters, week);
        var all = (await matters).ToLookup(line => line.AssignedTo is not null);
        (Unassigned, Assigned, Week) = ([.. all[false]], [.. all[true]], await week);
    }

    public string? LawyerOf(AgendaLine item) =>
        Assigned.FirstOrDefault(line => line.AttemptId == item.AttemptId)?.Lawyer;
}
