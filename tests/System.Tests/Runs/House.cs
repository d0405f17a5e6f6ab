using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A site that a run opened for itself, of whichever kind, and the desk that answers there.</summary>
/// <param name="referrers">Whoever refers in this run: they are told what the house knows a referral by.</param>
internal sealed class House(Api desk, string route, Guid site, Guid organisation, Api[] referrers)
{
    public Api Desk => desk;

    public Guid Site => site;

    /// <param name="route">The path segment: <c>shelters</c>.</param>
    public static async Task<House> Open(Api desk, string route, params Api[] referrers) =>
        new(
            desk,
            route,
            (await desk.Post($"/api/{route}/sites", Given.Site("House of a run"))).MustBe(HttpStatusCode.Created).Id,
            (Guid)(await desk.Get("/connect/userinfo")).MustBe(HttpStatusCode.OK)["org"]!,
            referrers
        );

    /// <param name="whom">Of the eligibility, what is otherwise than for everybody.</param>
    public async Task<Guid> Pool(int maximum, JsonObject? trade = null, int occupied = 0, JsonObject? whom = null)
    {
        var body = Given.Pool(maximum, occupied: occupied);
        if (route == "shelters")
            body["eligibility"]!["maxChildren"] = 3;
        foreach (var (member, value) in whom ?? [])
            body["eligibility"]![member] = value?.DeepClone();
        body["trade"] = trade;
        return (await desk.Post($"/api/{route}/sites/{site}/pools", body)).MustBe(HttpStatusCode.Created).Id;
    }

    /// <summary>What the house knows it by: the attempt that is open, else the last. The referral's own id before it is
    /// asked, which nobody knows it by.</summary>
    public async Task<Guid> Attempt(Guid referral)
    {
        foreach (var referrer in referrers)
        {
            if (await referrer.Get($"/api/referrals/{referral}") is not { Code: 200 } hers)
                continue;
            var mine = hers["attempts"]!
                .AsArray()
                .Where(attempt => (Guid)attempt!["organisationId"]! == organisation)
                .ToList();
            if (
                (
                    mine.LastOrDefault(attempt => Status.Open.Contains((string)attempt!["status"]!))
                    ?? mine.LastOrDefault()
                ) is
                { } asked
            )
                return (Guid)asked["attemptId"]!;
        }
        return referral;
    }

    public async Task<Answer> Details(Guid referral) =>
        await desk.Get($"/api/referrals/attempts/{await Attempt(referral)}/details");

    public async Task<int> Available(Guid pool) =>
        (int)(await desk.Get($"/api/{route}/pools/{pool}")).MustBe(HttpStatusCode.OK)["capacity"]!["available"]!;

    public async Task<Answer> Item(Guid referral) => (await At(referral)).MustBe(HttpStatusCode.OK);

    /// <param name="what">Under the inbox's item: <c>agenda</c>.</param>
    public async Task<Answer> At(Guid referral, string what = "") =>
        await desk.Get($"/api/{route}/inbox/{await Attempt(referral)}/{what}".TrimEnd('/'));

    public async Task<Answer> Post(Guid referral, string what, JsonObject? body = null) =>
        await desk.Post($"/api/{route}/inbox/{await Attempt(referral)}/{what}", body);

    public async Task<Answer> Put(Guid referral, string what, JsonObject body) =>
        await desk.Put($"/api/{route}/inbox/{await Attempt(referral)}/{what}", body);

    /// <summary>An answer of the desk that must be taken.</summary>
    public async Task<Answer> Does(Guid referral, string action, JsonObject? body = null) =>
        (await Post(referral, $"actions/{action}", body)).MustBe(HttpStatusCode.OK);

    /// <summary>Waits until the desk sees this.</summary>
    public Task Sees(Guid referral, string status, string business) =>
        Eventually.Get(
            () => At(referral),
            item => item.Code == 200 && item.State == status && item.Business == business,
            $"the house sees {status}, {business}"
        );
}
