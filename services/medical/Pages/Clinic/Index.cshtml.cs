using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace ReferralNetwork.Medical.Pages.Clinic;

/// <summary>A clinic's day by the hour, and above it those whose medical window is running.</summary>
internal sealed class IndexModel(NetworkApi api, Clock clock) : PageModel
{
    private const int Ahead = 7;

    [FromQuery]
    public string? Day { get; set; }

    [FromQuery]
    public string? Told { get; set; }

    public DateOnly Date { get; private set; }
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, Ahead).Select(clock.Today.AddDays);
    public IReadOnlyList<DayLine> Lines { get; private set; } = [];
    public IReadOnlyList<InboxItem> Running { get; private set; } = [];
    public IReadOnlyList<InboxItem> Accepted { get; private set; } = [];

    public async Task OnGet()
    {
        // Any other day is taken for today: the page is for those who work there now.
        var asked = FormDates.ParseDay(Day) is { } day ? DateOnly.FromDateTime(day) : clock.Today;
        Date = Days.Contains(asked) ? asked : clock.Today;
        var open = await api.All<InboxItem>("/api/medical/inbox?open=true");
        Lines = await api.All<DayLine>(FormattableString.Invariant($"/api/medical/day?date={Date:yyyy-MM-dd}"));
        Running = [.. open.Where(item => Due.Window(item) is not null)];
        Accepted = [.. open.Where(item => Status.Helping.Contains(item.Status))];
    }
}
