using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Contracts.Roles;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>
/// Every route crossed with everybody who has no business there, or no more: what each is answered follows from the
/// rules of docs/network.md (4, 7, 11, 12) and from what the route is, and from no list of routes.
/// </summary>
[Collection(nameof(EmptyNetwork))]
[Trait("Attack", "yes")]
public sealed class CrossingTests(EmptyNetwork network)
{
    private const string Name = "Zqxwvu Crossing";
    private static readonly string[] OfAPartner = [Caseworker, Intake, Publisher, OrgAdmin];
    private static readonly string[] OfAColleague = [Caseworker, Intake, OrgAdmin];

    /// <summary>Parameters that name a survivor's referral or a part of it.</summary>
    private static readonly string[] Hers = ["referralId", "attemptId", "conferenceId", "offerId", "documentId"];

    public static TheoryData<string> Kinds => [.. Endpoint.Kinds];

    private sealed record Caller(string Who, HttpClient Http, params string[] Roles)
    {
        public bool Has(Endpoint endpoint) => endpoint.Roles!.Intersect(Roles).Any();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_is_suspended_ended_or_not_admitted_is_told_so_by_every_route_that_its_roles_open(string kind)
    {
        var her = await Referred(kind, Status.Accepted);
        var callers = new[] { await Suspended(), await Ended(), await Unadmitted(her) };

        foreach (
            var (caller, status, which) in new (Caller, int, Func<Endpoint, bool>)[]
            {
                (callers[0], 403, _ => true),
                (callers[1], 401, _ => true),
                (callers[2], 403, IsAProvidersChange),
            }
        )
        foreach (
            var (endpoint, answer) in await Asked(her, caller, endpoint => caller.Has(endpoint) && which(endpoint))
        )
        {
            answer.Status.ShouldBe(status, $"{caller.Who}: {endpoint.Name}: {answer.Text}");
            ((string?)answer.Json["reason"]).ShouldBe(caller.Who, endpoint.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_has_no_part_in_her_case_gets_404_from_every_route_that_names_it_and_nothing_from_any_list(
        string kind
    )
    {
        var (stranger, next) = (await network.Partner("Stranger"), await network.Partner("Next"));
        var (feared, offered) = (await network.Partner("Feared"), await network.Partner("Offered"));
        var her = await Referred(kind, Status.Accepted, next);
        her = her with { Offer = await her.Scene.Offer(her.Referral, offered) };
        var (referrer, provider) = (her.Scene.Referrer, her.Scene.Provider);
        await Bar(
            her,
            [feared.Id],
            [.. await Task.WhenAll(new[] { referrer, provider, offered }.Select(one => one.ClientId(OfAColleague)))]
        );
        var given = await GivenAway(kind);

        foreach (
            var caller in new Caller[]
            {
                new("a stranger", await stranger.As(OfAPartner), OfAPartner),
                new("who stands next in the plan and was never asked", await next.As(OfAPartner), OfAPartner),
                new("an organisation on her never list", await feared.As(OfAPartner), OfAPartner),
                new(
                    "who watches over partners, of an organisation on her never list",
                    await feared.As(Coordinator, Auditor),
                    Coordinator,
                    Auditor
                ),
                new("a colleague on her never list", await referrer.As(OfAColleague), OfAColleague),
                new("one of the house on her never list", await provider.As(OfAColleague), OfAColleague),
                new(
                    "one of those to whom she is offered, on her never list",
                    await offered.As(OfAColleague),
                    OfAColleague
                ),
                new("an operator", await network.Office.As(Operator), Operator),
            }
        )
            await FindsNothing(her, caller);
        // It keeps its own history, and nothing else.
        await FindsNothing(
            given,
            new("who has given the case away", await given.Scene.Referrer.As(OfAPartner), OfAPartner),
            keeps: "/api/former-referrals"
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_house_that_refused_her_or_whose_work_has_ended_opens_nothing_of_her_and_changes_nothing(
        string kind
    )
    {
        foreach (var state in new[] { Status.Rejected, Status.Failed, Status.Cancelled, Status.Completed })
        {
            var her = await Referred(kind, state);
            var house = new Caller(state, await her.Scene.Provider.As(OfAPartner), OfAPartner);
            var wrong = (await Asked(her, house, IsHersOrRead)).Where(one =>
                !IsClosed(her, state, one.Endpoint, one.Answer)
            );
            wrong.Select(one => $"{state}: {one.Endpoint.Name}: {one.Answer.Status} {one.Answer.Text}").ShouldBeEmpty();
        }
    }

    private async Task FindsNothing(Ids her, Caller caller, string? keeps = null)
    {
        var wrong = (await Asked(her, caller, endpoint => IsHersOrRead(endpoint) && endpoint.Path != keeps)).Where(
            one => !IsNothing(her, caller, one.Endpoint, one.Answer)
        );
        wrong
            .Select(one => $"{caller.Who}: {one.Endpoint.Name}: {one.Answer.Status} {one.Answer.Text}")
            .ShouldBeEmpty();
    }

    /// <summary>403 where its roles do not open the route at all, 404 where they would, and not a word of
    /// her.</summary>
    private static bool IsNothing(Ids her, Caller caller, Endpoint endpoint, Answer answer) =>
        (caller.Has(endpoint) ? !IsHers(endpoint) || answer.Status == 404 : answer.Status == 403)
        && !new[] { $"{her.Referral}", $"{her.Scene.AttemptOf(her.Referral)}", Name }.Any(answer.Text.Contains);

    /// <summary>
    /// Her name and her referral's id were never the house's to keep, and the rest of her has gone from what it reads.
    /// It may take away what is not there, and write down afterwards what it did.
    /// </summary>
    private static bool IsClosed(Ids her, string state, Endpoint endpoint, Answer answer)
    {
        if (answer.Text.Contains(Name) || (answer.Status == 200 && answer.Text.Contains($"{her.Referral}")))
            return false;
        if (!IsHers(endpoint) || answer.Status is >= 400 or 204)
            return true;
        if (endpoint.Method == "GET")
            return answer.MediaType != "application/json" || answer.Json["survivor"] is null;
        return state == Status.Completed && endpoint.Path.EndsWith("/documents", StringComparison.Ordinal);
    }

    private async Task<List<(Endpoint Endpoint, Answer Answer)>> Asked(
        Ids her,
        Caller caller,
        Func<Endpoint, bool> which
    )
    {
        var all = new List<(Endpoint, Answer)>();
        foreach (var endpoint in network.Endpoints.Where(e => e.Roles is not null && which(e)))
            if (endpoint.Module == her.Scene.Route || !Endpoint.Kinds.Contains(endpoint.Module))
                all.Add((endpoint, await her.Ask(endpoint, caller.Http)));
        all.Count.ShouldBeGreaterThan(15);
        return all;
    }

    private static bool IsHers(Endpoint endpoint) =>
        endpoint.Parameters.Any(Hers.Contains)
        || endpoint.Path.StartsWith("/api/referrals/{id}", StringComparison.Ordinal);

    private static bool IsHersOrRead(Endpoint endpoint) => IsHers(endpoint) || endpoint.Method == "GET";

    private static bool IsAProvidersChange(Endpoint endpoint) =>
        Endpoint.Kinds.Contains(endpoint.Module)
        && endpoint.Method != "GET"
        && endpoint.Roles!.Any(OfProviders.Contains);

    private async Task<Ids> Referred(string kind, string state, params Partner[] next)
    {
        var scene = await Scene.Of(network, kind);
        foreach (var one in next)
            scene.PlanB.Add(await (await Scene.Of(network, kind, scene.Referrer, one)).NewPool());
        scene.SurvivorsName = Name;
        var referral = await scene.Referral(state);
        var accepted = state == Status.Accepted;
        if (kind == "training")
            scene.Fund = await scene.NewFund();
        return new Ids(scene, referral, await scene.NewPool(), scene.Provider.Id, await scene.Provider.ClientId(Intake))
        {
            Conference = accepted ? await scene.Conference(referral) : Guid.NewGuid(),
            AgendaItem = accepted && scene.Agenda is not null ? await scene.AgendaItem(referral) : Guid.NewGuid(),
            Document = accepted && kind == "medical" ? await scene.Document(referral) : Guid.NewGuid(),
        };
    }

    private async Task<Ids> GivenAway(string kind)
    {
        var (her, next) = (await Referred(kind, Status.Received), await network.Partner("Next"));
        var offer = await her.Scene.Offer(her.Referral, next);
        (await (await next.As(Caseworker)).Post($"/api/transfers/{offer}/accept")).Expect(200);
        return her with { Offer = offer };
    }

    private async Task Bar(Ids her, Guid[] organisations, string[] persons)
    {
        var never = new JsonObject
        {
            ["organisations"] = new JsonArray([.. organisations.Select(id => JsonValue.Create(id))]),
            ["persons"] = new JsonArray([.. persons.Select(id => JsonValue.Create(id))]),
        };
        var caseworker = await her.Scene.Referrer.As(Caseworker);
        (await caseworker.Put($"/api/referrals/{her.Referral}/never", new JsonObject { ["never"] = never })).Expect(
            200
        );
        await Tables.Settle(network.Folder);
    }

    private async Task<Caller> Suspended()
    {
        var partner = await network.Partner("Suspended");
        var caller = await WithAToken(partner);
        var suspend = $"/api/organisations/{partner.Id}/suspend";
        (
            await (await network.Office.As(Coordinator)).Post(suspend, new JsonObject { ["note"] = "a complaint" })
        ).Expect(200);
        return await Known(new("suspended", caller, OfAPartner), _ => true);
    }

    private async Task<Caller> Ended()
    {
        var partner = await network.Partner("Ended");
        var caller = await WithAToken(partner);
        var client = await partner.ClientId(OfAPartner);
        (
            await (await network.Office.As(Operator)).Post($"/api/organisations/{partner.Id}/clients/{client}/disable")
        ).Expect(200);
        return await Known(new("ended", caller, OfAPartner), _ => true);
    }

    private async Task<Caller> Unadmitted(Ids her)
    {
        var partner = await network.Partner("Not admitted");
        var caller = await WithAToken(partner);
        var others = new JsonArray([
            .. Codes.Kinds.Where(other => other != her.Scene.Kind).Select(other => JsonValue.Create(other)),
        ]);
        (
            await (await network.Office.As(Coordinator)).Put(
                $"/api/organisations/{partner.Id}/kinds",
                new JsonObject { ["kinds"] = others, ["note"] = "no more" }
            )
        ).Expect(200);
        return await Known(
            new("not-admitted", caller, OfAPartner),
            endpoint => endpoint.Module == her.Scene.Route && IsAProvidersChange(endpoint)
        );
    }

    // Its token is older than what becomes of it.
    private static async Task<HttpClient> WithAToken(Partner partner)
    {
        var caller = await partner.As(OfAPartner);
        (await caller.Get("/api/referrals")).Expect(200);
        return caller;
    }

    /// <summary>Waits until every service refuses it: each looks once a second.</summary>
    private async Task<Caller> Known(Caller caller, Func<Endpoint, bool> where)
    {
        var services = network
            .Endpoints.Where(e => e is { Roles: not null, Parameters.Count: 0 } && caller.Has(e) && where(e))
            .GroupBy(e => e.Module);
        foreach (var (service, route) in services.Select(all => (all.Key, all.OrderBy(e => e.Method).First())))
            await Eventually.IsSo(
                async () =>
                    (await caller.Http.Ask(new HttpMethod(route.Method), route.Path)).Text.Contains(
                        $"\"{caller.Who}\""
                    ),
                $"{service} knows"
            );
        return caller;
    }
}
