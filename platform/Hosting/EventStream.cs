using System.Globalization;
using System.Linq.Expressions;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>
/// Server-sent events from rows: reads what is new when a row of the owner has changed, so that any replica can answer
/// and a stream resumes by its Last-Event-ID. Ends when the caller's token expires or its access has ended.
/// </summary>
public static class EventStream
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    // By a clock and not by what wakes the stream: a row that its caller may not see wakes it too.
    private static readonly TimeSpan BetweenPings = TimeSpan.FromSeconds(15);

    /// <param name="owner">Owner of the rows that it follows (<see cref="Service.Streams"/>).</param>
    /// <param name="news">Returns what is new since its last call; called in a scope of its own.</param>
    public static Results<ServerSentEventsResult<T?>, Refused> Of<T>(
        HttpContext http,
        string eventType,
        Guid owner,
        Func<IServiceProvider, CancellationToken, IAsyncEnumerable<(string Id, T Value)>> news
    )
        where T : class
    {
        if (http.RequestServices.GetRequiredService<OpenStreams>().Refuse(http) is { } refusal)
            return refusal;
        // Proxies such as nginx would buffer the stream.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Items(http, eventType, owner, news, http.RequestAborted));
    }

    /// <summary>Sends each change of each row, ordered by time: with Last-Event-ID those since then, and once more some
    /// from shortly before; without it those from now on.</summary>
    /// <param name="views">What is sent for a page of rows, in the same order.</param>
    /// <param name="begin">Without Last-Event-ID: selects existing rows to send first; null sends none.</param>
    public static Results<ServerSentEventsResult<T?>, Refused> OfRows<TRow, T>(
        HttpContext http,
        string eventType,
        Guid owner,
        Func<IServiceProvider, IQueryable<TRow>> rows,
        Expression<Func<TRow, DateTimeOffset>> at,
        Expression<Func<TRow, Guid>> id,
        Func<IServiceProvider, IReadOnlyList<TRow>, CancellationToken, Task<IReadOnlyList<T>>> views,
        Func<IQueryable<TRow>, IQueryable<TRow>>? begin = null
    )
        where T : class =>
        Of(http, eventType, owner, new SentChanges<TRow, T>(rows, at, id, views, begin, TimeOf(LastOf(http))).News);

    /// <returns>The id of the last event that the caller has received (Last-Event-ID); null without one.</returns>
    public static string? LastOf(HttpContext http) => http.Request.Headers["Last-Event-ID"].FirstOrDefault();

    /// <summary>The id of an event: the minute of the change. A resumed stream repeats what has changed since that
    /// minute began.</summary>
    internal static string IdOf(DateTimeOffset changed) =>
        $"{changed.RoundDown(TimeSpan.FromMinutes(1)).ToUnixTimeMicroseconds()}";

    // Null where the text is no such id.
    private static DateTimeOffset? TimeOf(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds < DateTimeOffset.MaxValue.ToUnixTimeMicroseconds()
            ? Microseconds.FromUnixTimeMicroseconds(microseconds)
            : null;

    private static async IAsyncEnumerable<SseItem<T?>> Items<T>(
        HttpContext http,
        string eventType,
        Guid owner,
        Func<IServiceProvider, CancellationToken, IAsyncEnumerable<(string Id, T Value)>> news,
        [EnumeratorCancellation] CancellationToken ct
    )
        where T : class
    {
        var scopes = http.RequestServices.GetRequiredService<IServiceScopeFactory>();
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var end = TokenEnd(http);
        var refusals = http.RequestServices.GetService<Refusals>();
        // Begun before the first query, so that a change after that query is not missed.
        using var changes = http.RequestServices.GetRequiredService<Changes>().Follow(owner);
        var (woken, opened, nextPing) = (true, time.GetTimestamp(), TimeSpan.Zero);
        while (!ct.IsCancellationRequested && time.GetUtcNow() < end && refusals?.Of(http.User) is null)
        {
            if (woken)
            {
                await using var scope = scopes.CreateAsyncScope();
                await foreach (var (id, value) in news(scope.ServiceProvider, ct))
                    yield return new SseItem<T?>(value, eventType) { EventId = id };
            }
            if (time.GetElapsedTime(opened) >= nextPing)
            {
                nextPing += BetweenPings;
                yield return new SseItem<T?>(null, "ping");
            }
            woken = await changes.Wait(WaitUntil(nextPing - time.GetElapsedTime(opened)), ct);
        }
    }

    private static TimeSpan WaitUntil(TimeSpan ping) =>
        ping < TimeSpan.Zero ? TimeSpan.Zero
        : ping < Quiet ? ping
        : Quiet;

    private static DateTimeOffset TokenEnd(HttpContext http) =>
        long.TryParse(http.User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var exp)
            ? DateTimeOffset.FromUnixTimeSeconds(exp)
            : DateTimeOffset.MinValue;
}
