using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Transport.Pages.Rides;

internal sealed class IndexModel(NetworkApi api) : PageModel
{
    public IReadOnlyList<InboxItem> Items { get; private set; } = [];

    public async Task OnGet() => Items = await api.All<InboxItem>("/api/transport/inbox?open=true");
}
