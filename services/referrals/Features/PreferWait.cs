using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// <c>Prefer: wait=n</c> (RFC 7240, 4.3): looks at its own row until a place is held (201), the answer is known to be another,
/// or the wait is over (202). At most <see cref="PerClient"/> waits a client; one more is answered at once.
/// </summary>
internal sealed class PreferWait(IServiceScopeFactory scopes) : IEndpointFilter
{
    private const int Longest = 10;
    private const int PerClient = 20;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly ConcurrentDictionary<string, int> Waiting = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        var said = answer is INestedHttpResult union ? union.Result : answer;
        if (said is not IValueHttpResult { Value: ReferralView view } || WaitOf(http.Request) is not { } wait)
            return answer;

        var client = http.User.Subject();
        if (Waiting.AddOrUpdate(client, 1, (_, n) => n + 1) > PerClient)
            wait = TimeSpan.Zero;
        try
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            over.CancelAfter(wait);
            while (Undecided(view) && !over.IsCancellationRequested)
            {
                await Task.Delay(Look, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await using var scope = scopes.CreateAsyncScope();
                var (db, ct) = (scope.ServiceProvider.GetRequiredService<ReferralsDb>(), http.RequestAborted);
                if (!await db.Referrals.AnyAsync(r => r.Id == view.Id && r.Version != view.Version, ct))
                    continue;
                view = await ReferralView.Load(scope.ServiceProvider, http.User, view.Id, ct) ?? view;
            }
        }
        finally
        {
            if (Waiting.AddOrUpdate(client, 0, (_, n) => n - 1) <= 0)
                Waiting.TryRemove(new(client, 0));
        }
        http.Response.Headers.ETag = Platform.Preconditions.ETag(view);
        http.Response.Headers["Preference-Applied"] = "wait";
        var location = $"/api/referrals/{view.Id}";
        return view.Status == Status.Received
            ? TypedResults.Created(location, view)
            : TypedResults.Accepted(location, view);
    }

    // Asked for an assessment, queued or given up: no place will be held by waiting longer.
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
                return TimeSpan.FromSeconds(Math.Min(seconds, Longest));
        return null;
    }
}
