using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>What all answers of a provider have alike, within the request's transaction.</summary>
internal sealed class ProviderAction(CapacityDb db, DatabaseClock clock, IKind kind)
{
    /// <summary>Finds the caller's attempt, refuses what is based on an old version or is not allowed in its status,
    /// acts, and answers with the item as it is then.</summary>
    /// <param name="action">As AttemptTable names it; null where it changes no status.</param>
    /// <param name="act">Given the attempt, by the caller, and the time now; returns null when it has acted, else the
    /// refusal.</param>
    public async Task<Results<Ok<InboxItem>, Refused>> Run(
        HttpContext http,
        Guid attemptId,
        string? action,
        Func<Attempt, DateTimeOffset, Task<Refused?>> act,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, http.User, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (HasMoved(http, attempt) is { } moved)
            return moved;
        if (action is not null && !AttemptTable.Allows(action, attempt.Status))
            return KindLedger.Refuse(attempt, $"A referral that is {attempt.Status} has no {action}.");
        attempt.By = http.User.Subject();
        return await act(attempt, await clock.Now(ct)) is { } refused
            ? refused
            : TypedResults.Ok(await Inbox.View(db, kind, attempt, ct));
    }

    // A form that is sent twice acts once: the second time its If-Match names a version that is gone.
    private static Refused? HasMoved(HttpContext http, Attempt attempt) =>
        Preconditions.CheckIfSent(
            http,
            InboxItem.ETagOf(attempt.Version),
            ("state", attempt.Status),
            ("availableActions", InboxItem.ActionsOf(attempt.Status))
        );
}
