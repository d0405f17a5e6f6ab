using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>A site that a run opened for itself, of whichever kind, and the desk that answers there.</summary>
internal sealed class House(Api desk, string route, Guid site)
{
    public Api Desk => desk;

    public Guid Site => site;

    /// <param name="route">The path segment: <c>shelters</c>.</param>
    public static async Task<House> Open(Api desk, string route) =>
        new(desk, route, (await desk.Post($"/api/{route}/sites", Given.Site("House of a run"))).MustBe(HttpStatusCode.Created).Id);

    public async Task<Guid> Pool(int maximum, JsonObject? trade = null, int occupied = 0)
    {
        var body = Given.Pool(maximum, occupied: occupied);
        if (route == "shelters") body["eligibility"]!["maxChildren"] = 3;
        body["trade"] = trade;
        return (await desk.Post($"/api/{route}/sites/{site}/pools", body)).MustBe(HttpStatusCode.Created).Id;
    }

    public async Task<int> Available(Guid pool) => (int)(await desk.Get($"/api/{route}/pools/{pool}")).MustBe(HttpStatusCode.OK)["capacity"]!["available"]!;

    public async Task<Answer> Item(Guid referral) => (await At(referral)).MustBe(HttpStatusCode.OK);

    /// <param name="what">Under the inbox's item: <c>agenda</c>.</param>
    public Task<Answer> At(Guid referral, string what = "") => desk.Get($"/api/{route}/inbox/{referral}/{what}".TrimEnd('/'));

    public Task<Answer> Post(Guid referral, string what, JsonObject? body = null) => desk.Post($"/api/{route}/inbox/{referral}/{what}", body);

    public Task<Answer> Put(Guid referral, string what, JsonObject body) => desk.Put($"/api/{route}/inbox/{referral}/{what}", body);

    /// <summary>An answer of the desk that must be taken.</summary>
    public async Task<Answer> Does(Guid referral, string action, JsonObject? body = null) =>
        (await Post(referral, $"actions/{action}", body)).MustBe(HttpStatusCode.OK);

    /// <summary>Waits until the desk sees this.</summary>
    public Task Sees(Guid referral, string status, string business) => Eventually.Get(() => At(referral),
        item => item.Code == 200 && item.State == status && item.Business == business, $"the house sees {status}, {business}");
}
