using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform;

/// <summary>
/// Server-sent events from rows: looks every second and sends what is new, so any replica can answer and a stream resumes
/// by its Last-Event-ID. Ends when the caller's token does, or what it stands for has ended.
/// </summary>
public static class EventStream
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private const int LooksBetweenPings = 15;

    /// <param name="news">Given the last id sent (null at first), what has come since; in a scope of its own.</param>
    public static IResult Of<T>(HttpContext http, string eventType, Func<IServiceProvider, string?, CancellationToken, Task<IReadOnlyList<(string Id, T Value)>>> news) where T : class
    {
        if (http.RequestServices.GetRequiredService<OpenStreams>().Refuse(http) is { } refusal) return refusal;
        // Nginx and its like would hold the stream back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Items(http, eventType, news, http.RequestAborted));
    }

    /// <summary>The id of an event that is named by the microsecond of a change.</summary>
    public static string IdOf(DateTimeOffset changed) => $"{changed.ToUnixTimeMicroseconds()}";

    /// <returns>Null for what is no such id.</returns>
    public static DateTimeOffset? TimeOf(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds < DateTimeOffset.MaxValue.ToUnixTimeMicroseconds()
            ? Microseconds.FromUnixTimeMicroseconds(microseconds) : null;

    private static async IAsyncEnumerable<SseItem<T?>> Items<T>(
        HttpContext http, string eventType, Func<IServiceProvider, string?, CancellationToken, Task<IReadOnlyList<(string Id, T Value)>>> news,
        [EnumeratorCancellation] CancellationToken ct) where T : class
    {
        var scopes = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var end = TokenEnd(http);
        var refusals = http.RequestServices.GetService<Refusals>();
        var last = http.Request.Headers["Last-Event-ID"].FirstOrDefault();
        for (var look = 0; !ct.IsCancellationRequested && time.GetUtcNow() < end && refusals?.Of(http.User) is null; look++)
        {
            await using (var scope = scopes.CreateAsyncScope())
            {
                foreach (var (id, value) in await news(scope.ServiceProvider, last, ct))
                {
                    yield return new SseItem<T?>(value, eventType) { EventId = id };
                    last = id;
                }
            }
            if (look % LooksBetweenPings == 0) yield return new SseItem<T?>(null, "ping");
            await Task.Delay(Look, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static DateTimeOffset TokenEnd(HttpContext http) =>
        long.TryParse(http.User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var exp)
            ? DateTimeOffset.FromUnixTimeSeconds(exp) : DateTimeOffset.MinValue;
}
