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
/// Server-sent events from rows: looks when one of its owner's has changed and sends what is new, so any replica can
/// answer and a stream resumes by its Last-Event-ID. Ends when the caller's token does, or what it stands for has
/// ended.
/// </summary>
public static class EventStream
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private const int QuietBetweenPings = 15;

    /// <param name="owner">Whose rows it tells of (<see cref="Service.Streams"/>).</param>
    /// <param name="news">What has come since it was asked last; in a scope of its own.</param>
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
        // Nginx and its like would hold the stream back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(Items(http, eventType, owner, news, http.RequestAborted));
    }

    /// <summary>
    /// Each change of each row, in the order of their times. With Last-Event-ID all since then, and once more what
    /// changed shortly before; without it what changes from now on.
    /// </summary>
    /// <param name="views">What is told of a page of rows, in their order.</param>
    /// <param name="begin">Without Last-Event-ID: of the rows as they are, those it begins with.</param>
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
        Of(http, eventType, owner, new Told<TRow, T>(rows, at, id, views, begin, TimeOf(LastOf(http))).News);

    /// <returns>The id of the last event that the caller has had.</returns>
    public static string? LastOf(HttpContext http) => http.Request.Headers["Last-Event-ID"].FirstOrDefault();

    /// <summary>The id of an event: the minute of the change. What has come since that began is told again after a
    /// cut.</summary>
    internal static string IdOf(DateTimeOffset changed) =>
        $"{changed.RoundDown(TimeSpan.FromMinutes(1)).ToUnixTimeMicroseconds()}";

    // Null for what is no such id.
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
        // Before the first look: what comes between that and the next has woken it.
        using var changes = http.RequestServices.GetRequiredService<Changes>().Follow(owner);
        var (woken, quiet) = (true, QuietBetweenPings);
        while (!ct.IsCancellationRequested && time.GetUtcNow() < end && refusals?.Of(http.User) is null)
        {
            if (woken)
            {
                await using var scope = scopes.CreateAsyncScope();
                await foreach (var (id, value) in news(scope.ServiceProvider, ct))
                    yield return new SseItem<T?>(value, eventType) { EventId = id };
            }
            if (quiet == QuietBetweenPings)
            {
                quiet = 0;
                yield return new SseItem<T?>(null, "ping");
            }
            if (!(woken = await changes.Wait(Quiet, ct)))
                quiet++;
        }
    }

    private static DateTimeOffset TokenEnd(HttpContext http) =>
        long.TryParse(http.User.FindFirst("exp")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var exp)
            ? DateTimeOffset.FromUnixTimeSeconds(exp)
            : DateTimeOffset.MinValue;
}
