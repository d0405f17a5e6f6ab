using System.Net.ServerSentEvents;
using ReferralNetwork.Platform.Security;
using Followed = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.StatusCodeHttpResult,
    Microsoft.AspNetCore.Http.HttpResults.ServerSentEventsResult<string>
>;

namespace ReferralNetwork.Portal;

/// <summary>
/// Passes the API's streams on to a page: only that something has changed, never what. A referral's stream begins at
/// the version that the page shows; a list's begins with one refresh, since a list has no single version and clocks
/// differ. The browser resumes from the last event that it has seen.
/// </summary>
internal static class Live
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(
                "/items/{id:guid}/live",
                (Guid id, string? from, HttpContext http, NetworkApi api) =>
                    Follow(http, api, $"/api/referrals/{id}/stream", from, look: false)
            )
            .For(Roles.Caseworker)
            .ExcludeFromDescription();
        routes
            .MapGet(
                "/items/live",
                (HttpContext http, NetworkApi api) => Follow(http, api, "/api/referrals/stream", null, look: true)
            )
            .For(Roles.Caseworker)
            .ExcludeFromDescription();
        routes
            .MapGet(
                "/desk/{kind}/live",
                (string kind, HttpContext http, NetworkApi api) =>
                    KindDescriptor.All.FirstOrDefault(k => k.Code == kind) is { } known
                        ? Follow(http, api, $"/api/{known.Route}/inbox/stream", null, look: true)
                        : Task.FromResult<Followed>(TypedResults.StatusCode(StatusCodes.Status404NotFound))
            )
            .For(Roles.Intake)
            .ExcludeFromDescription();
    }

    private static async Task<Followed> Follow(HttpContext http, NetworkApi api, string path, string? from, bool look)
    {
        var ct = http.RequestAborted;
        var last = http.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? from;
        var upstream = await api.Stream(path, "text/event-stream", ct, last);
        http.Response.RegisterForDispose(upstream);
        if (!upstream.IsSuccessStatusCode)
            return TypedResults.StatusCode((int)upstream.StatusCode);
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Changes(upstream, look && last is null, ct));
    }

    private static async IAsyncEnumerable<SseItem<string>> Changes(
        HttpResponseMessage upstream,
        bool look,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (look)
            yield return new SseItem<string>("", "changed");
        await using var body = await upstream.Content.ReadAsStreamAsync(ct);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(ct))
            yield return item.EventType == "ping"
                ? new SseItem<string>("", "ping")
                : new SseItem<string>("", "changed") { EventId = item.EventId };
    }
}
