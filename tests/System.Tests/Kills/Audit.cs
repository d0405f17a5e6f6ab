using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>Compares what was answered with what is there, at the referrer, at the provider and in the
/// counts.</summary>
/// <param name="all">Every referral there ever was.</param>
/// <param name="cases">Those to look at.</param>
internal sealed class Audit(
    IReadOnlyCollection<Case> all,
    IReadOnlyCollection<Case> cases,
    IReadOnlyCollection<House> houses,
    IReadOnlyCollection<SteadyClient> caseworkers
)
{
    public List<string> Lost { get; } = [];
    public List<string> Doubled { get; } = [];
    public List<string> OverPromised { get; } = [];

    public IEnumerable<string> Faults =>
        [
            .. Lost.Select(f => $"lost: {f}"),
            .. Doubled.Select(f => $"doubled: {f}"),
            .. OverPromised.Select(f => $"over-promised: {f}"),
        ];

    public override string ToString() =>
        string.Join(
            '\n',
            Faults.Take(20).Prepend($"lost {Lost.Count}, doubled {Doubled.Count}, over-promised {OverPromised.Count}")
        );

    public async Task<Audit> Run()
    {
        await NothingSentTwice();
        foreach (var house in houses)
        {
            var inbox = await house.Inbox();
            var items = inbox.ToDictionary(item => (Guid)item["attemptId"]!);
            foreach (var one in cases.Where(c => c.House == house))
                await Agree(one, items);
            // What is left is of a referral that was not looked at, or of none.
            if (all.Count == cases.Count)
                Lost.AddRange(items.Keys.Select(id => $"{id}: stands at the provider, and no referrer knows of it"));
            foreach (var pool in house.Pools)
                await Count(house, pool, inbox);
        }
        return this;
    }

    private async Task NothingSentTwice()
    {
        foreach (var caseworker in caseworkers)
        {
            var there = (await House.All(caseworker, "/api/referrals")).Select(r => (Guid)r["id"]!).ToHashSet();
            var sent = all.Where(c => c.Caseworker == caseworker).Select(c => c.Id).ToHashSet();
            Lost.AddRange(sent.Except(there).Select(id => $"referral {id} was answered and is not there"));
            Doubled.AddRange(
                there.Except(sent).Select(id => $"referral {id} is there and its request was answered with another")
            );
        }
    }

    /// <param name="items">The provider's; those of this case are taken out.</param>
    private async Task Agree(Case one, Dictionary<Guid, JsonObject> items)
    {
        var referral = (await one.Caseworker.Get($"/api/referrals/{one.Id}")).Body;
        var history = referral["history"]!.AsArray();
        foreach (var (status, business, pool) in one.Acknowledged)
        {
            var steps = history.Count(h =>
                (string?)h!["status"] == status
                && (string?)h["businessStatus"] == business
                && (Guid?)h["poolId"] == pool
            );
            if (steps == 0)
                Lost.Add($"{one.Id}: {status}/{business} was answered and is not in the history");
            if (steps > 1)
                Doubled.Add($"{one.Id}: {status}/{business} is {steps} times in the history");
        }
        if (one.Final is { } final && (string?)referral["status"] != final)
            Lost.Add($"{one.Id}: was answered as {final} and is {referral["status"]}");

        var mine = new List<JsonObject>();
        foreach (var attempt in referral["attempts"]!.AsArray())
            if (items.Remove((Guid)attempt!["attemptId"]!, out var item))
                mine.Add(item);
        var asked = referral["attempts"]!
            .AsArray()
            .Select(a => $"{a!["poolId"]} {a["status"]} {a["businessStatus"]}")
            .Order()
            .ToList();
        var told = mine.Select(item => $"{item["poolId"]} {item["status"]} {item["businessStatus"]}").Order().ToList();
        if (!asked.SequenceEqual(told))
            Lost.Add(
                $"{one.Id}: the referrer sees [{string.Join(", ", asked)}], the provider [{string.Join(", ", told)}]"
            );
        if (mine.Count(IsLive) > 1)
            Doubled.Add($"{one.Id}: is live at {mine.Count(IsLive)} places");
    }

    private async Task Count(House house, Guid pool, List<JsonObject> inbox)
    {
        var capacity = await house.Capacity(pool);
        var at = inbox.Where(item => (Guid)item["poolId"]! == pool).Select(item => (string)item["status"]!).ToList();
        int Number(string member) => (int)capacity[member]!;
        Compare($"{house.Kind} {pool} held", Number("held"), at.Count(s => s is "received" or "accepted" or "ready"));
        Compare($"{house.Kind} {pool} waiting", Number("waiting"), at.Count(s => s == "on-hold"));
        if (pool != house.Counted)
            Compare($"{house.Kind} {pool} occupied", Number("occupied"), at.Count(s => s == "in-progress"));
        if (Number("occupied") + Number("held") > Number("maximum"))
            OverPromised.Add($"{house.Kind} {pool}: {capacity}");
        var shown = (await caseworkers.First().Get($"/api/availability/{pool}")).Body["capacity"]!;
        Compare($"{house.Kind} {pool} available in search", (int)shown["available"]!, Number("available"));
    }

    private void Compare(string what, int counted, int expected)
    {
        if (counted < expected)
            Lost.Add($"{what} is {counted}, not {expected}");
        if (counted > expected)
            Doubled.Add($"{what} is {counted}, not {expected}");
    }

    private static bool IsLive(JsonObject item) =>
        (string)item["status"]! is "requested" or "received" or "accepted" or "ready" or "in-progress";
}
