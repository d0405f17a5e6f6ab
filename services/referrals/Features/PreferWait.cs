using System.Diagnostics;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// <c>Prefer: wait=n</c> (RFC 7240, 4.3): answers when a place is held (201), or none will be or the wait is over
/// (202). Only so many requests of one client wait at a time (<see cref="Waits"/>); a further one is
/// answered at once.
/// </summary>
internal sealed class PreferWait(IServiceScopeFactory scopes, Changes changes, Waits waits) : IEndpointFilter
{
    private const int MaxSeconds = 10;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        var said = answer is INestedHttpResult union ? union.Result : answer;
        if (said is not IValueHttpResult { Value: ReferralView view } || WaitOf(http.Request) is not { } wait)
            return answer;

        using (var turn = waits.Enter(http.User.Subject()))
        using (var changed = changes.Follow(http.User.Organisation(), isWaiting: true))
        {
            var (limit, waited) = (turn.IsAcquired ? wait : TimeSpan.Zero, Stopwatch.StartNew());
            while (Undecided(view) && limit - waited.Elapsed is { Ticks: > 0 } left)
            {
                // Looks before it waits: what was committed before it followed wakes nobody.
                if (await Newer(http, view) is { } newer)
                    view = newer;
                else
                    await changed.Wait(left, http.RequestAborted);
            }
        }
        http.Response.Headers.ETag = Platform.Hosting.Preconditions.ETag(view);
        http.Response.Headers["Preference-Applied"] = "wait";
        var location = $"/api/referrals/{view.Id}";
        return view.Status == Status.Received
            ? TypedResults.Created(location, view)
            : TypedResults.Accepted(location, view);
    }

    // In a scope of its own: no connection is kept while it waits. Null where nothing has changed since.
    private async Task<ReferralView?> Newer(HttpContext http, ReferralView view)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, ct) = (scope.ServiceProvider.GetRequiredService<ReferralsDb>(), http.RequestAborted);
        return await db.Referrals.AnyAsync(r => r.Id == view.Id && r.Version != view.Version, ct)
            ? await ReferralView.Load(scope.ServiceProvider, http.User, view.Id, ct)
            : null;
    }

    // Where an assessment is needed, or the attempt waits or has ended, no place will be held by waiting longer.
    private static bool Undecided(ReferralView view) =>
        view.Status == Status.Requested
        && !view.Attempts.Any(a => a.Round == view.Round && a.BusinessStatus == Business.AssessmentNeeded);

    private static TimeSpan? WaitOf(HttpRequest request)
    {
        foreach (var preference in request.Headers["Prefer"].SelectMany(value => (value ?? "").Split(',', ';')))
            if (
                preference.Trim() is var text
                && text.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            )
                return TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds));
        return null;
    }
}

/// <summary>Limits how many requests of one client wait in this process at a time.</summary>
internal sealed class Waits : IDisposable
{
    private readonly PartitionedRateLimiter<string> _open = PartitionedRateLimiter.Create<string, string>(client =>
        RateLimitPartition.GetConcurrencyLimiter(client, _ => new() { PermitLimit = 20, QueueLimit = 0 })
    );

    public RateLimitLease Enter(string client) => _open.AttemptAcquire(client);

    public void Dispose() => _open.Dispose();
}
