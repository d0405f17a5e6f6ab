using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Demo;

/// <summary>Fills in the placeholders of the demo's files (times, names, templates) when the demo is loaded.</summary>
/// <param name="named">The value of <c>@name</c>, such as an id.</param>
/// <param name="templates">The value of <c>=name</c>.</param>
internal sealed partial class DemoText(Func<string, JsonNode?> named, JsonObject templates)
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    /// <summary><c>@name</c> becomes the value of that name and <c>=name</c> a template; times such as
    /// <c>in 2 hours</c> or <c>3 days ago</c> count from now.</summary>
    public JsonNode? Fill(JsonNode? from) =>
        from switch
        {
            JsonObject all => new JsonObject(all.Select(one => KeyValuePair.Create(one.Key, Fill(one.Value)))),
            JsonArray all => new JsonArray([.. all.Select(Fill)]),
            JsonValue value when value.TryGetValue<string>(out var text) => text switch
            {
                ['@', .. var name] => named(name),
                ['=', .. var name] => Fill(templates[name]),
                _ => When().Match(text) is { Success: true } when ? Time(when) : text,
            },
            _ => from?.DeepClone(),
        };

    private string Time(Match when)
    {
        var count = when.Groups["count"] is { Success: true } number
            ? int.Parse(number.Value, CultureInfo.InvariantCulture)
            : 0;
        if (when.Groups["ago"].Success)
            count = -count;
        var at = _now + (when.Groups["unit"].Value == "hours" ? TimeSpan.FromHours(count) : TimeSpan.FromDays(count));
        var day = NetworkTime.DayOf(at);
        if (when.Groups["hour"] is { Success: true } hour)
            return NetworkTime
                .Instant(day.ToDateTime(TimeOnly.Parse(hour.Value, CultureInfo.InvariantCulture)))
                .ToString("O", CultureInfo.InvariantCulture);
        return count == 0
            ? day.ToString("O", CultureInfo.InvariantCulture)
            : at.ToString("O", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"\A(today|in (?<count>\d+) (?<unit>hours|days)|(?<count>\d+) (?<unit>hours|days) (?<ago>ago))"
            + @"( at (?<hour>\d\d:\d\d))?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex When();
}
