using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>A provider with pools of its own, so that every place in them is accounted for.</summary>
internal sealed class House(string kind, string route, SteadyClient provider)
{
    private readonly List<Guid> _more = [];
    private Guid _site;

    public string Kind => kind;
    public string Route => route;
    public SteadyClient Provider => provider;

    /// <summary>A first and a second choice, both too small for all who come.</summary>
    public Guid[] Plan { get; private set; } = [];

    /// <summary>Its size and count are published all the time.</summary>
    public Guid Counted { get; private set; }

    /// <summary>Nobody answers here: every hold ends by the clock.</summary>
    public Guid Unanswered { get; private set; }

    public IEnumerable<Guid> Pools => [.. Plan, Counted, Unanswered, .. _more];

    public async Task Open(SteadyClient caseworker)
    {
        _site = Id(await provider.Post($"/api/{route}/sites", Given.Site("House of a test")));
        (Plan, Counted, Unanswered) = ([await Pool(4), await Pool(6)], await Pool(6), await Pool(1000));
        foreach (var pool in Pools)
            await IsInSearch(pool, caseworker);
    }

    /// <summary>One more pool, that search knows.</summary>
    public async Task<Guid> OpenPool(int maximum, SteadyClient caseworker)
    {
        var pool = await Pool(maximum);
        await IsInSearch(pool, caseworker);
        _more.Add(pool);
        return pool;
    }

    private async Task<Guid> Pool(int maximum) =>
        Id(await provider.Post($"/api/{route}/sites/{_site}/pools", Given.Pool(maximum)));

    private static Task IsInSearch(Guid pool, SteadyClient caseworker) =>
        Eventually.IsSo(
            async () => (await caseworker.Get($"/api/availability/{pool}")).Code == 200,
            "the pool is in search"
        );

    public async Task<JsonObject> Capacity(Guid pool) =>
        (await provider.Get($"/api/{route}/pools/{pool}")).Body["capacity"]!.AsObject();

    public async Task<List<JsonObject>> Inbox() => await All(provider, $"/api/{route}/inbox");

    public static async Task<List<JsonObject>> All(SteadyClient caller, string path)
    {
        var all = new List<JsonObject>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = (await caller.Get($"{path}?limit=200{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}")).Body;
            all.AddRange(page["items"]!.AsArray().Select(item => item!.AsObject()));
            cursor = (string?)page["nextCursor"];
        }
        return all;
    }

    private static Guid Id(Told told) =>
        told.IsGood ? (Guid)told.Body["id"]! : throw new InvalidOperationException(told.ToString());
}
