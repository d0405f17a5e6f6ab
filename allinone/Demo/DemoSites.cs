using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace ReferralNetwork.AllInOne.Demo;

/// <summary>Publishes the demo's sites with their pools, funds and lawyers, and remembers what each is called.</summary>
internal sealed class DemoSites(ApiClient api, int all, Action<string>? progress)
{
    private readonly ConcurrentDictionary<string, Guid> _ids = new();
    private int _sites;
    private int _pools;

    public IReadOnlyDictionary<string, Guid> Ids => _ids;
    public int Pools => _pools;

    public async Task Publish(string kind, JsonObject site, string token, CancellationToken ct)
    {
        var route = $"/api/{Route(kind)}";
        var made = await Add($"{route}/sites", NameOf(site), Without(site, "pools", "funds"), token, ct);
        foreach (var fund in site["funds"]?.AsArray() ?? [])
            await Add($"{route}/funds", NameOf(fund!), fund!.DeepClone().AsObject(), token, ct);
        foreach (var pool in site["pools"]!.AsArray().Select(pool => pool!.AsObject()))
        {
            var (posted, etag) = await api.Post(
                $"{route}/sites/{made}/pools",
                token,
                Without(pool, "countedHoursAgo", "intakes"),
                ct
            );
            _ids[$"{NameOf(site)} / {NameOf(pool)}"] = (Guid)posted["id"]!;
            Interlocked.Increment(ref _pools);
            await Begin($"{route}/pools/{(string)posted["id"]!}", pool["intakes"]?.AsArray() ?? [], token, ct);
            if ((double?)pool["countedHoursAgo"] is not > 0)
                continue;
            await api.Put(
                $"{route}/pools/{(string)posted["id"]!}/capacity",
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

    public Task Appoint(JsonObject lawyer, string token, CancellationToken ct) =>
        Add("/api/legal-aid/panel", (string)lawyer["name"]!, lawyer.DeepClone().AsObject(), token, ct);

    private async Task<Guid> Add(string path, string name, JsonObject body, string token, CancellationToken ct)
    {
        var (made, _) = await api.Post(path, token, body, ct);
        return _ids[name] = (Guid)made["id"]!;
    }

    // The first is the pool itself, each other one more.
    private async Task Begin(string pool, JsonArray intakes, string token, CancellationToken ct)
    {
        foreach (var (i, intake) in intakes.Index())
        {
            var startsAt = InHours(24.0 * (int)intake!["inDays"]!);
            if (i == 0)
            {
                await api.Put($"{pool}/start", token, "*", new JsonObject { ["startsAt"] = startsAt }, ct);
                continue;
            }
            await api.Post(
                $"{pool}/intakes",
                token,
                new JsonObject { ["startsAt"] = startsAt, ["maximum"] = (int)intake["maximum"]! },
                ct
            );
            Interlocked.Increment(ref _pools);
        }
    }

    private static string InHours(double hours) =>
        TimeProvider.System.GetUtcNow().AddHours(hours).ToString("O", CultureInfo.InvariantCulture);

    private static string NameOf(JsonNode thing) => (string)thing["name"]!["en"]!;

    private static string Route(string kind) => kind == "shelter" ? "shelters" : kind;

    private static JsonObject Without(JsonObject from, params IEnumerable<string> members)
    {
        var copy = from.DeepClone().AsObject();
        foreach (var member in members)
            copy.Remove(member);
        return copy;
    }
}
