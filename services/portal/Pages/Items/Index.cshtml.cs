using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Pages.Items;

/// <summary>All open referrals of the organisation: first those that wait for it, soonest due first.</summary>
internal sealed class IndexModel(NetworkApi api) : PageModel
{
    [FromQuery]
    public bool Ended { get; set; }

    [FromQuery]
    public string? Cursor { get; set; }

    /// <summary>Cursor of the older ones; null where there are none.</summary>
    public string? Next { get; private set; }
    public Lines Lines { get; private set; } = null!;

    public IEnumerable<(Who Who, Lines Lines)> ByWho =>
        Lines
            .Items.GroupBy(line => NextStep.Of(line).Who)
            .OrderBy(group => group.Key)
            .Select(group =>
                (
                    group.Key,
                    Lines with
                    {
                        Items =
                        [
                            .. group
                                .OrderByDescending(line => NextStep.Of(line).IsAlarm)
                                .ThenBy(line => Lines.MeetingOf(line) ?? DueAt(line) ?? DateTimeOffset.MaxValue)
                                .ThenBy(line => line.UpdatedAt),
                        ],
                    }
                )
            );

    public async Task OnGet()
    {
        if (Ended)
        {
            var page = await api.Page<ReferralLine>("/api/referrals?open=false", 50, Cursor);
            (Lines, Next) = (new(page.Items, new Dictionary<Guid, DateTimeOffset>()), page.NextCursor);
            return;
        }
        var open = await api.All<ReferralLine>("/api/referrals?open=true");
        Lines = new(open, await Meetings.Of(api, open));
    }

    /// <summary>When whoever acts next must have acted; null when no clock runs.</summary>
    public static DateTimeOffset? DueAt(ReferralLine line) =>
        Due.Of(line.Status, line.Attempt?.AnswerDueAt, line.Attempt?.ArrivalDueAt);
}
