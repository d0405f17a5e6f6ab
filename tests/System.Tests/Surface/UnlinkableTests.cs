using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>Houses that put together all that they are told find nothing by which to match who came to them (rule
/// 12).</summary>
[Collection(nameof(EmptyNetwork))]
[Trait("Attack", "yes")]
public sealed partial class UnlinkableTests(EmptyNetwork network)
{
    // What a house needs to answer: of many survivors, and of the same referrer.
    private static readonly string[] OfMany =
    [
        "sex",
        "ageBand",
        "ageEstimated",
        "languages",
        "support",
        "access",
        "fits",
        "withChildren",
        "places",
        "urgency",
        "status",
        "businessStatus",
        "reason",
        "availableActions",
        "referrer.id",
        "referrer.name",
        "etag",
        "version",
        // The details, which she agreed that each house that accepts may open.
        "name",
        "contactRule.channels",
    ];

    // What each house says of itself, alike because this test makes them alike.
    private static readonly string[] OfTheHouse =
    [
        "poolName.en",
        "siteName.en",
        "name.en",
        "province",
        "district",
        "provinceName.en",
        "provinceName.km",
        "districtName.en",
        "districtName.km",
        "languages",
        "source",
        "unit",
        "maximum",
        "occupied",
        "held",
        "available",
        "waiting",
        "overbooked",
        "admitting",
        "public",
        "addressKept",
        "code",
        "mediaType",
        "stay",
        "services",
        "by",
        "freshness",
        "minAge",
        "maxChildren",
        "sexes",
        "estimate",
        "closedReason",
        "organisationName",
        "kind",
        "trade.stay",
        "meetingPoint",
        "escort",
    ];

    [Fact]
    public async Task Two_houses_of_one_plan_and_the_clinic_of_the_same_case_share_no_value()
    {
        var one = await Scene.Of(network, "shelters");
        var (two, clinic) = (
            await Scene.Of(network, "shelters", one.Referrer),
            await Scene.Of(network, "medical", one.Referrer)
        );
        var told = new Dictionary<Scene, HashSet<string>>
        {
            [one] = [],
            [two] = [],
            [clinic] = [],
        };
        Guid[] plan = [await one.NewPool(), await two.NewPool()];
        var doctor = await clinic.NewPool();

        // Twice, so that each list has a second page.
        for (var i = 0; i < 2; i++)
        {
            var request = one.Request(plan);
            request["continueOnRefusal"] = true;
            var bed = await one.Send(request);
            var treated = clinic.Request(doctor);
            treated["case"] = new JsonObject { ["with"] = bed };
            var visit = await clinic.Send(treated);
            await Keep(told[one], one, bed, plan[0]);
            await one.Act(bed, "reject");
            await one.Shows(bed, Status.Received);
            foreach (var action in new[] { "accept", "schedule" })
                await two.Act(bed, action);
            await one.Shows(visit, Status.Received);
            await clinic.Act(visit, "accept");
            await clinic.AgendaItem(visit);
            await clinic.Document(visit);
            await Keep(told[one], one, bed, plan[0]);
            await Keep(told[two], two, bed, plan[1]);
            await Keep(told[clinic], clinic, visit, doctor);
        }

        told.Values.ShouldAllBe(values => values.Count > 5);
        told[one].Intersect(told[two]).ShouldBeEmpty();
        told[one].Intersect(told[clinic]).ShouldBeEmpty();
        told[two].Intersect(told[clinic]).ShouldBeEmpty();
    }

    /// <summary>All that the house is answered by any route: each value, but those that many share, times of whole
    /// minutes and small numbers.</summary>
    private async Task Keep(HashSet<string> told, Scene house, Guid referral, Guid pool)
    {
        var ids = new Ids(house, referral, pool, house.Provider.Id, "");
        var desk = await house.Provider.As(Roles.Intake);
        foreach (
            var endpoint in network.Endpoints.Where(e =>
                e.Method == "GET"
                && e.Roles?.Contains(Roles.Intake) == true
                && (e.Module == house.Route || e.Module == "referrals")
                && e.Path != "/api/gazetteer"
            )
        )
        foreach (var query in new[] { "", "?limit=1" })
        {
            var answer = await desk.Get(ids.Path(endpoint) + query, ("Last-Event-ID", "0"));
            if (answer.Status != 200)
                continue;
            foreach (
                var json in answer.MediaType == "text/event-stream"
                    ? Data().Matches(answer.Text).Select(line => line.Groups[1].Value)
                    : [answer.Text]
            )
                Values(JsonNode.Parse(json), "", endpoint.Name, told);
            foreach (global::System.Text.RegularExpressions.Match id in EventId().Matches(answer.Text))
                (long.Parse(id.Groups[1].Value, CultureInfo.InvariantCulture) % 60_000_000).ShouldBe(
                    0,
                    $"{endpoint.Name}: the minute of an event and no more"
                );
        }
    }

    private static void Values(JsonNode? node, string path, string where, HashSet<string> told)
    {
        switch (node)
        {
            case JsonObject all:
                foreach (var (name, value) in all)
                    Values(value, path.Length == 0 || name is "items" ? name : $"{path}.{name}", where, told);
                break;
            case JsonArray all:
                foreach (var value in all)
                    Values(value, path, where, told);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                if (
                    OfMany
                        .Concat(OfTheHouse)
                        .Any(member => path == member || path.EndsWith($".{member}", StringComparison.Ordinal))
                )
                    break;
                if (path is "nextCursor")
                    Guid.TryParse(text, out _).ShouldBeTrue($"{where}: a cursor is an id alone, without a time in it");
                if (path.EndsWith("attemptId", StringComparison.Ordinal))
                    Guid.Parse(text).Version.ShouldBe(4, $"{where}: random, without a time in it");
                if (Instant().IsMatch(text))
                    text.ShouldEndWith(":00+00:00", customMessage: $"{where}: {path} is told to the minute");
                else
                    told.Add(text);
                break;
            case JsonValue value when value.TryGetValue<long>(out var number) && number > 1000:
                told.Add($"{number}");
                break;
        }
    }

    [GeneratedRegex(@"^data: (\{.*)$", RegexOptions.Multiline)]
    private static partial Regex Data();

    [GeneratedRegex(@"^id: (\d+)$", RegexOptions.Multiline)]
    private static partial Regex EventId();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:")]
    private static partial Regex Instant();
}
