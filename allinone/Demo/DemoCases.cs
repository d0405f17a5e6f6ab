using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.AllInOne.Demo;

/// <summary>
/// Plays <c>cases.json</c> through the gateway with the demo accounts' own clients, as caseworkers, houses and coordinators would. Each
/// story is played in order, the stories beside each other.
/// </summary>
internal sealed partial class DemoCases : IDisposable
{
    private sealed record Plan(JsonObject Templates, IReadOnlyList<Story> Stories);

    /// <param name="About">Said when a step of it is refused.</param>
    private sealed record Story(string About, IReadOnlyList<Step> Steps);

    /// <param name="As">An account's label.</param>
    /// <param name="Keep">What the answer's id is called from then on.</param>
    /// <param name="Becomes">The status that the referral or group sent last then has, as its sender hears.</param>
    private sealed record Step(string As, string? Post, string? Put, JsonObject? Body, string? Keep, string? Becomes);

    /// <summary>In a path: what the house that was asked last knows the story's last referral by.</summary>
    private const string Asked = "{asked}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ApiClient _api;
    private readonly Plan _plan;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly ConcurrentDictionary<string, Guid> _ids;
    private readonly Dictionary<string, string> _tokens = [];

    private DemoCases(Uri address, LoadedNetwork demo)
    {
        _api = new ApiClient(address);
        _ids = new(
            demo.Ids.Concat(
                demo.Accounts.Select(account => KeyValuePair.Create(account.Label, account.Organisation.Id))
            )
        );
        using var file = typeof(DemoCases).Assembly.GetManifestResourceStream("cases.json")!;
        _plan = JsonSerializer.Deserialize<Plan>(file, JsonSerializerOptions.Web)!;
    }

    public static async Task Load(Uri address, LoadedNetwork demo, CancellationToken ct)
    {
        using var cases = new DemoCases(address, demo);
        foreach (var account in demo.Accounts)
            cases._tokens[account.Label] = await cases._api.Token(account.ClientId, account.ClientSecret, ct);
        await Parallel.ForEachAsync(
            cases._plan.Stories,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct },
            async (story, turn) => await cases.Play(story, turn)
        );
    }

    private async Task Play(Story story, CancellationToken ct)
    {
        (string Path, string Token)? sent = null;
        try
        {
            foreach (var step in story.Steps)
            {
                var token = _tokens[step.As];
                var written = step.Post ?? step.Put!;
                if (written.Contains(Asked, StringComparison.Ordinal))
                    written = written.Replace(Asked, await AskedLast(sent!.Value, ct), StringComparison.Ordinal);
                var path = InBraces().Replace(written, name => $"{_ids[name.Groups[1].Value]}");
                var answer = await _api.Send(
                    step.Post is null ? HttpMethod.Put : HttpMethod.Post,
                    path,
                    token,
                    Fill(step.Body ?? [])!.AsObject(),
                    ct
                );
                if (step.Keep is { } name)
                    _ids[name] = (Guid)answer["id"]!;
                if (path is "/api/referrals" or "/api/referrals/groups")
                    sent = ($"{path}/{answer["id"]}", token);
                if (step.Becomes is { } status)
                    await Become(status, sent!.Value, ct);
            }
        }
        catch (ApiException e)
        {
            throw new ApiException(e.Status, $"{story.About}: {e.Message}");
        }
    }

    private Task Become(string status, (string Path, string Token) sent, CancellationToken ct) =>
        Hears(sent, answer => (string?)answer["status"] == status, status, ct);

    private async Task<string> AskedLast((string Path, string Token) sent, CancellationToken ct) =>
        (string)
            (await Hears(sent, answer => answer["attempts"]!.AsArray().Count > 0, "asked for", ct))[
                "attempts"
            ]!.AsArray()[^1]!["attemptId"]!;

    // What a house's service decides travels to the referrer as an event.
    private async Task<JsonNode> Hears(
        (string Path, string Token) sent,
        Func<JsonNode, bool> isSo,
        string what,
        CancellationToken ct
    )
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var answer = await _api.Get(sent.Path, sent.Token, ct);
            if (isSo(answer))
                return answer;
            if (Environment.TickCount64 > until)
                throw new TimeoutException($"{sent.Path} is {answer["status"]} and not {what}");
            await Task.Delay(20, ct);
        }
    }

    /// <summary><c>@name</c> is an id, <c>=name</c> a template, and an hour or a day is one from now.</summary>
    private JsonNode? Fill(JsonNode? from) =>
        from switch
        {
            JsonObject all => new JsonObject(all.Select(one => KeyValuePair.Create(one.Key, Fill(one.Value)))),
            JsonArray all => new JsonArray([.. all.Select(Fill)]),
            JsonValue value when value.TryGetValue<string>(out var text) => text switch
            {
                ['@', .. var name] => _ids[name],
                ['=', .. var name] => Fill(_plan.Templates[name]),
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

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(
        @"\A(today|in (?<count>\d+) (?<unit>hours|days)|(?<count>\d+) (?<unit>hours|days) (?<ago>ago))( at (?<hour>\d\d:\d\d))?\z",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex When();

    public void Dispose() => _api.Dispose();
}
