using System.Net.ServerSentEvents;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Portal.Api;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal;

/// <summary>
/// The network's streams as news for a page: that something has changed, never what. The page's number of the last change
/// it shows is where the stream begins; the browser resumes from the last event it has seen.
/// </summary>
internal static class Live
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/items/{id:guid}/live", (Guid id, string? from, HttpContext http, NetworkApi api) =>
            Follow(http, api, $"/api/referrals/{id}/stream", from)).For(Roles.Caseworker).ExcludeFromDescription();
        routes.MapGet("/items/live", (string? from, HttpContext http, NetworkApi api) =>
            Follow(http, api, "/api/referrals/stream", from)).For(Roles.Caseworker).ExcludeFromDescription();
        routes.MapGet("/desk/{kind}/live", (string kind, string? from, HttpContext http, NetworkApi api) =>
            Kind.All.FirstOrDefault(k => k.Code == kind) is { } known ? Follow(http, api, $"/api/{known.Route}/inbox/stream", from) : Task.FromResult<IResult>(Problem.NotFound()))
            .For(Roles.Intake).ExcludeFromDescription();
    }

    private static async Task<IResult> Follow(HttpContext http, NetworkApi api, string path, string? from)
    {
        var ct = http.RequestAborted;
        var last = http.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? from;
        var upstream = await api.Stream(path, last, ct);
        http.Response.RegisterForDispose(upstream);
        if (!upstream.IsSuccessStatusCode) return TypedResults.StatusCode((int)upstream.StatusCode);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Changes(upstream, ct));
    }

    private static async IAsyncEnumerable<SseItem<string>> Changes(
        HttpResponseMessage upstream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var body = await upstream.Content.ReadAsStreamAsync(ct);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(ct))
            yield return item.EventType == "ping" ? new SseItem<string>("", "ping") : new SseItem<string>("", "changed") { EventId = item.EventId };
    }
}
