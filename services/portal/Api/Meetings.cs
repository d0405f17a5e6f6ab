using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Portal.Api;

/// <summary>Meeting times agreed with providers. They stay in the provider services (rule 3), so a page that shows them
/// asks there.</summary>
internal static class Meetings
{
    /// <returns>By referral id, for those that are on their way and are met within a week.</returns>
    public static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> Of(
        NetworkApi api,
        IReadOnlyList<ReferralLine> lines
    )
    {
        var ready = lines.Where(line => line.Status == Status.Ready).ToDictionary(line => line.Id, line => line.Kind);
        var reminders = await Task.WhenAll(ready.Values.Distinct().Select(kind => At(api, kind)));
        return reminders
            .SelectMany(one => one)
            .Where(one => ready.ContainsKey(one.ReferralId))
            .GroupBy(one => one.ReferralId)
            .ToDictionary(hours => hours.Key, hours => hours.Min(one => one.At));
    }

    // While a kind's service is away, the latest hour of arrival is shown instead, which is known without it.
    private static async Task<IReadOnlyList<Reminder>> At(NetworkApi api, string kind)
    {
        try
        {
            return await api.All<Reminder>($"/api/{KindDescriptor.Of(kind).Route}/reminders");
        }
        catch (UnavailableException)
        {
            return [];
        }
    }
}

/// <summary>Referrals as a list shows them.</summary>
/// <param name="Meetings">From <see cref="Api.Meetings.Of"/>.</param>
internal sealed record Lines(IReadOnlyList<ReferralLine> Items, IReadOnlyDictionary<Guid, DateTimeOffset> Meetings)
{
    public DateTimeOffset? MeetingOf(ReferralLine line) => Meetings.TryGetValue(line.Id, out var at) ? at : null;
}
