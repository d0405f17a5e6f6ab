using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Launch;

namespace ReferralNetwork.Demo;

/// <summary>Publishes the demo's sites with their pools and each kind's additions, and keeps their ids by English
/// name.</summary>
internal sealed class DemoSites(ApiClient api, int all, Action<string>? progress)
{
    private readonly ConcurrentDictionary<string, Guid> _ids = new();
    private readonly DemoText _text = new(_ => null, []);
    private int _sites;
    private int _pools;

    public IReadOnlyDictionary<string, Guid> Ids => _ids;
    public int Pools => _pools;

    public async Task Publish(string kind, JsonObject site, string token, CancellationToken ct)
    {
        var descriptor = KindDescriptor.Of(kind);
        var route = $"/api/{descriptor.Route}";
        var (made, _) = await api.Post($"{route}/sites", token, Without(site, "pools", "then"), ct);
        _ids[NameOf(site)] = (Guid)made["id"]!;
        await RunSteps(descriptor, "", site["then"]?.AsArray() ?? [], token, ct);
        foreach (var pool in site["pools"]!.AsArray().Select(pool => pool!.AsObject()))
        {
            var (posted, etag) = await api.Post(
                $"{route}/sites/{_ids[NameOf(site)]}/pools",
                token,
                Without(pool, "countedHoursAgo", "then"),
                ct
            );
            var id = (string)posted["id"]!;
            _ids[$"{NameOf(site)} / {NameOf(pool)}"] = Guid.Parse(id);
            Interlocked.Increment(ref _pools);
            await RunSteps(descriptor, $"pools/{id}/", pool["then"]?.AsArray() ?? [], token, ct);
            if ((double?)pool["countedHoursAgo"] is not > 0)
                continue;
            await api.Put(
                $"{route}/pools/{id}/capacity",
                token,
                etag,
                new JsonObject
                {
                    ["maximum"] = (int)pool["maximum"]!,
                    ["occupied"] = (int)pool["occupied"]!,
                    ["estimate"] = false,
                    ["overbooked"] = false,
                    ["countedAt"] = InHours(-(double)pool["countedHoursAgo"]!),
                },
                ct
            );
        }
        progress?.Invoke($"Loading the fictional demo network: {Interlocked.Increment(ref _sites)} of {all} sites");
    }

    /// <summary>Sends the further requests of a kind's demo files, beyond sites and pools.</summary>
    /// <param name="of">Path prefix of the steps, below the kind's route: empty, or ending in a slash.</param>
    /// <param name="steps">Objects with <c>post</c> or <c>put</c> (a path below the prefix), <c>body</c>, and
    /// optionally <c>as</c>: the name under which the answer's id is kept.</param>
    public async Task RunSteps(KindDescriptor kind, string of, JsonArray steps, string token, CancellationToken ct)
    {
        foreach (var step in steps.Select(step => step!.AsObject()))
        {
            var body = _text.Fill(step["body"])!.AsObject();
            if ((string?)step["put"] is { } put)
            {
                await api.Put($"/api/{kind.Route}/{of}{put}", token, "*", body, ct);
                continue;
            }
            var (made, _) = await api.Post($"/api/{kind.Route}/{of}{(string)step["post"]!}", token, body, ct);
            if ((string?)step["as"] is { } name)
                _ids[name] = (Guid)made["id"]!;
            if (made["siteId"] is not null)
                Interlocked.Increment(ref _pools);
        }
    }

    private static string InHours(double hours) =>
        TimeProvider.System.GetUtcNow().AddHours(hours).ToString("O", CultureInfo.InvariantCulture);

    private static string NameOf(JsonNode thing) => (string)thing["name"]!["en"]!;

    private static JsonObject Without(JsonObject from, params IEnumerable<string> members)
    {
        var copy = from.DeepClone().AsObject();
        foreach (var member in members)
            copy.Remove(member);
        return copy;
    }
}
