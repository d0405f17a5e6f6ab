using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.System.Tests.Races;
using static ReferralNetwork.System.Tests.Runs.Referring;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Whom she must not meet: the police of the man she fears, a relative, those for whom she works.</summary>
internal static class NeverRun
{
    public static async Task Who_is_feared_in_the_police_finds_every_door_shut_and_so_do_his_unit_and_his_superior(
        Func<string, HttpClient> @as
    )
    {
        var ngo = @as.Api("ngo-1");
        await using var unit = await Partner.Admit(@as, "shelter");
        await using var ministry = await Partner.Admit(@as);
        var he = await unit.With(Roles.Publisher, Roles.Intake, Roles.Caseworker);
        var watch = await unit.With(Roles.Coordinator, Roles.Auditor);
        var superior = await ministry.With(Roles.Coordinator, Roles.Auditor);
        var another = await ministry.With(Roles.Coordinator, Roles.Auditor);
        var house = await House.Open(@as.Api("shelter-1"), "shelters", ngo);

        var she = await GoesMissing(ngo, house, Never([unit.Id], superior.Id), past: await Beds(he.Api));

        await FindsNothing(he.Api, ngo, house, she);
        foreach (var watcher in new[] { watch, superior })
        {
            await FindsNothing(watcher.Api, ngo, house, she);
            (await watcher.Api.Get($"/api/referrals/{she}/access-log")).MustBe(HttpStatusCode.NotFound);
        }
        var doors = await another.Api.DoorsTo(she, await house.Attempt(she), await CodeOf(ngo, she));
        // Another of the ministry is not barred: so it is seen that there was something to keep from them.
        doors.ShouldBe(["/api/alerts", "/api/referrals/{id}/access-log"], ignoreOrder: true);
    }

    public static async Task A_worker_who_is_her_relative_reads_no_more_and_what_was_opened_is_listed(
        Func<string, HttpClient> @as
    )
    {
        await using var partner = await Partner.Admit(@as, "shelter");
        var (worker, uncle) = (await partner.With(Roles.Caseworker), await partner.With(Roles.Caseworker));
        var (desk, cousin) = (await partner.With(Roles.Publisher, Roles.Intake), await partner.With(Roles.Intake));
        var house = await House.Open(desk.Api, "shelters", worker.Api);
        var she = await worker.Api.Holds(Given.Referral("shelter", [await house.Pool(1)]));
        await house.Does(she, "accept");
        await worker.Api.Sees(she, "accepted", "accepted");
        var (attempt, code) = (await house.Attempt(she), await CodeOf(worker.Api, she));
        (await cousin.Api.DoorsTo(she, attempt, code)).ShouldContain("/api/referrals/attempts/{attemptId}/details");
        (await uncle.Api.DoorsTo(she, attempt, code)).ShouldContain("/api/referrals/{id}/details");

        (await Bars(worker.Api, she, Never([], cousin.Id, uncle.Id))).MustBe(HttpStatusCode.OK);

        var (item, mine) = ($"/api/shelters/inbox/{attempt}", $"/api/shelters/attempts/{she}");
        foreach (var (relative, path) in new[] { (cousin, item), (uncle, mine) })
        {
            await Eventually.IsSo(async () => (await relative.Api.Get(path)).Code == 404, "it has heard");
            (await relative.Api.DoorsTo(she, attempt, code)).ShouldBeEmpty();
        }
        (await cousin.Api.Post($"{item}/actions/arrive")).MustBe(HttpStatusCode.NotFound);
        var withdraw = $"/api/referrals/{she}/actions/withdraw";
        (await uncle.Api.Post(withdraw, Given.Reason("unsafe"))).MustBe(HttpStatusCode.NotFound);
        var openings = (await worker.Api.List($"/api/referrals/{she}/access-log")).Where(one =>
            ((string)one["what"]!).StartsWith("details", StringComparison.Ordinal)
        );
        openings
            .Select(one => ((string)one["who"]!, (string)one["why"]!))
            .ShouldBe([(cousin.Id, "accepted"), (uncle.Id, "referrer")], "who has read her name stands there");
        await house.Does(she, "arrive");
    }

    public static async Task A_partner_for_whom_she_works_is_told_nothing_of_her(Func<string, HttpClient> @as)
    {
        var ngo = @as.Api("ngo-1");
        await using var employer = await Partner.Admit(@as, "shelter");
        var desk = await employer.With(Roles.Publisher, Roles.Intake, Roles.Caseworker);
        var watch = await employer.With(Roles.Coordinator, Roles.Auditor);
        var house = await House.Open(@as.Api("shelter-1"), "shelters", ngo);

        var she = await GoesMissing(ngo, house, Never([employer.Id]), past: await Beds(desk.Api));

        foreach (var one in new[] { desk, watch })
            await FindsNothing(one.Api, ngo, house, she);
        var to = new JsonObject { ["id"] = employer.Id };
        var offer = new JsonObject
        {
            ["organisation"] = to,
            ["how"] = "spoken",
            ["language"] = "km",
        };
        var offered = await ngo.Post($"/api/referrals/{she}/transfer", offer);
        ((string?)offered.MustBe(HttpStatusCode.UnprocessableEntity)["rule"]).ShouldBe("never");

        // Nor may she live in a house of her own referrer, which goes on helping her.
        var referrer = (Guid)(await ngo.Get("/connect/userinfo"))["org"]!;
        (await Bars(ngo, she, Never([employer.Id, referrer]))).MustBe(HttpStatusCode.OK);
        (await ngo.Referral(she)).State.ShouldBe("completed");
    }

    private static async Task<Guid> Beds(Api desk) => await (await House.Open(desk, "shelters")).Pool(2);

    /// <summary>She is referred past the beds of who is barred, and goes missing: coordinators are told.</summary>
    private static async Task<Guid> GoesMissing(Api ngo, House house, JsonObject never, Guid past)
    {
        var pool = await house.Pool(1);
        foreach (var open in new[] { pool, past })
            await ngo.Finds(open);
        (await Offered(ngo, past)).ShouldBeTrue();
        (await Offered(ngo, past, never)).ShouldBeFalse();
        var referral = Given.Referral("shelter", [pool, past]);
        referral["never"] = never.DeepClone();
        var refused = (await ngo.Post("/api/referrals", referral)).MustBe(HttpStatusCode.UnprocessableEntity);
        ((string?)refused["rule"]).ShouldBe("never");
        referral["plan"] = new JsonArray(pool);
        var she = await ngo.Holds(referral);
        foreach (var step in new[] { "accept", "arrive" })
            await house.Does(she, step);
        await house.Does(she, "end-early", new() { ["exit"] = "left-missing" });
        await ngo.Alerts("missing", she);
        return she;
    }

    private static async Task FindsNothing(Api reader, Api ngo, House house, Guid she)
    {
        var attempt = await house.Attempt(she);
        (await reader.DoorsTo(she, attempt, await CodeOf(ngo, she))).ShouldBeEmpty();
    }

    private static async Task<bool> Offered(Api ngo, Guid pool, JsonObject? never = null)
    {
        var search = new JsonObject
        {
            ["kinds"] = Codes("shelter"),
            ["province"] = "01",
            ["limit"] = 200,
            ["never"] = never?.DeepClone(),
        };
        var found = (await ngo.Post("/api/availability/search", search)).MustBe(HttpStatusCode.OK);
        return found["items"]!.AsArray().Any(one => (Guid)one!["poolId"]! == pool);
    }

    private static Task<Answer> Bars(Api caseworker, Guid she, JsonObject never) =>
        caseworker.Put($"/api/referrals/{she}/never", new JsonObject { ["never"] = never });

    private static async Task<string> CodeOf(Api referrer, Guid she) =>
        (string)(await referrer.Referral(she))["caseCode"]!;

    private static JsonObject Never(Guid[] organisations, params string[] persons) =>
        new()
        {
            ["organisations"] = new JsonArray([.. organisations.Select(id => JsonValue.Create(id))]),
            ["persons"] = Codes(persons),
        };
}
