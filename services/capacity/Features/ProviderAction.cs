using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Carries out a provider's action on one attempt, within the request's transaction.</summary>
internal sealed class ProviderAction(
    CapacityDb db,
    Ledger ledger,
    PlanRouting routing,
    Waitlist waitlist,
    AttemptTransitions transitions,
    Deadlines deadlines,
    Sealer sealer,
    DatabaseClock clock,
    IKind kind,
    IHttpContextAccessor http
)
{
    /// <summary>How far ahead an arrival may be scheduled.</summary>
    private static readonly TimeSpan MaxAhead = TimeSpan.FromDays(60);

    private DateTimeOffset _now;
    private ClaimsPrincipal User => http.HttpContext!.User;
    private string By => User.Subject();

    /// <summary>Finds the caller's attempt, checks the table, acts, and answers with the item as it is then.</summary>
    /// <param name="act">Returns null when it has acted, else the refusal.</param>
    public async Task<Results<Ok<InboxItem>, Refused>> Run(
        Guid attemptId,
        string action,
        Func<Attempt, Task<Refused?>> act,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, User, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (HasMoved(attempt) is { } moved)
            return moved;
        if (!AttemptTable.Allows(action, attempt.Status))
            return KindLedger.Refuse(attempt, $"A referral that is {attempt.Status} has no {action}.");
        _now = await clock.Now(ct);
        return await act(attempt) is { } refused ? refused : TypedResults.Ok(await Inbox.View(db, kind, attempt, ct));
    }

    public async Task<Refused?> Accept(Attempt attempt, CancellationToken ct)
    {
        var pool = await db.Pools.AsNoTracking().SingleAsync(p => p.Id == attempt.PoolId, ct);
        if (pool.Suspended)
            return KindLedger.Refuse(attempt, "The network has suspended this place.", PoolSuspension.Suspended);
        if (await kind.MayAccept(pool, attempt, ct) is { } reason)
            return KindLedger.Refuse(attempt, "Something else must be done first: see reason.", reason);
        if (attempt.Status == Status.Requested && !await ledger.Take(attempt, _now, ct))
            return KindLedger.Refuse(attempt, "There is no free place to accept with.", Business.NoCapacity);
        transitions.Apply(attempt, "accept", By, _now, dueAt: _now + deadlines.Of(attempt.Urgency).Arrival);
        await routing.EndOtherWaits(attempt, _now, ct);
        return null;
    }

    public async Task<Refused?> Reject(Attempt attempt, RefusalRequest request, CancellationToken ct)
    {
        var waited = attempt.Status == Status.OnHold;
        var freed = await ledger.Release(attempt, _now, ct);
        Note(attempt, request.Text);
        transitions.Apply(attempt, "reject", By, _now, business: request.Reason);
        if (waited)
            await waitlist.Leave(attempt, _now, ct);
        if (freed)
            await waitlist.Promote(attempt.PoolId, _now, ct);
        await routing.AfterRefusal(attempt, _now, ct);
        return null;
    }

    public async Task<Refused?> Waitlist(Attempt attempt, CancellationToken ct)
    {
        if (!await waitlist.Join(attempt.PoolId, attempt.ReferrerId, attempt.PlacesRequested, _now, ct))
            return KindLedger.Refuse(
                attempt,
                "The referrer has its full share of the waiting list.",
                WaitingListShare.Full
            );
        var freed = await ledger.Release(attempt, _now, ct);
        transitions.Apply(attempt, "waitlist", By, _now);
        if (freed)
            await waitlist.Promote(attempt.PoolId, _now, ct, except: attempt.Id);
        if (attempt.Urgency == "emergency")
            await routing.AfterRefusal(attempt, _now, ct);
        return null;
    }

    public Task<Refused?> Schedule(Attempt attempt, ScheduleRequest request)
    {
        var at = request.At!.Value;
        if (at < _now.AddHours(-1) || at > _now + MaxAhead)
            return Answer(Problem.Field("at", "is from now to 60 days ahead"));
        attempt.ScheduledAt = at;
        attempt.Write(
            sealer,
            attempt.ReadNotes(sealer) with
            {
                MeetingPoint = request.MeetingPoint,
                Escort = request.Escort,
            }
        );
        transitions.Apply(attempt, "schedule", By, _now, dueAt: at + deadlines.Of(attempt.Urgency).Grace);
        return Answer(null);
    }

    public async Task<Refused?> Arrive(Attempt attempt, CancellationToken ct)
    {
        if (Passwords.Check(attempt, sealer) is { } unheard)
            return unheard;
        if (!await ledger.Occupy(attempt, _now, ct))
            throw new InvalidOperationException("An accepted attempt holds no place.");
        attempt.ArrivedAt = _now;
        transitions.Apply(attempt, "arrive", By, _now);
        return null;
    }

    public async Task<Refused?> NoShow(Attempt attempt, CancellationToken ct)
    {
        await ledger.Release(attempt, _now, ct);
        transitions.Apply(attempt, "no-show", By, _now);
        await waitlist.Promote(attempt.PoolId, _now, ct);
        return null;
    }

    public async Task<Refused?> Cancel(Attempt attempt, RefusalRequest request, CancellationToken ct)
    {
        await ledger.Release(attempt, _now, ct);
        Note(attempt, request.Text);
        transitions.Apply(attempt, "cancel", By, _now, reason: request.Reason);
        await waitlist.Promote(attempt.PoolId, _now, ct);
        await routing.AfterRefusal(attempt, _now, ct);
        return null;
    }

    public async Task<Refused?> Complete(Attempt attempt, CompleteRequest request, CancellationToken ct)
    {
        (attempt.Outcome, attempt.Exit) = (request.Outcome, request.Exit);
        transitions.Apply(attempt, "complete", By, _now, business: request.Outcome);
        await Leave(attempt, ct);
        return null;
    }

    public async Task<Refused?> EndEarly(Attempt attempt, EndEarlyRequest request, CancellationToken ct)
    {
        attempt.Exit = request.Exit;
        var business = request.Exit switch
        {
            "left-missing" => Business.Missing,
            "other-provider" => Business.Transferred,
            _ => Business.Left,
        };
        transitions.Apply(attempt, "end-early", By, _now, business: business);
        await Leave(attempt, ct);
        return null;
    }

    /// <summary>Postpones the arrival; the status does not change.</summary>
    public async Task<Results<Ok<InboxItem>, Refused>> Extend(
        Guid attemptId,
        ExtendRequest request,
        CancellationToken ct
    )
    {
        if (await Inbox.Find(db, User, attemptId, ct) is not { } attempt)
            return Problem.NotFound();
        if (HasMoved(attempt) is { } moved)
            return moved;
        attempt.By = By;
        return ArrivalExtension.Apply(attempt, request, transitions, await clock.Now(ct)) is { } refused
            ? refused
            : TypedResults.Ok(await Inbox.View(db, kind, attempt, ct));
    }

    // A form that is sent twice acts once: the second time its If-Match names a version that is gone.
    private Refused? HasMoved(Attempt attempt) =>
        Preconditions.CheckIfSent(
            http.HttpContext!,
            InboxItem.ETagOf(attempt.Version),
            ("state", attempt.Status),
            ("availableActions", InboxItem.ActionsOf(attempt.Status))
        );

    private async Task Leave(Attempt attempt, CancellationToken ct)
    {
        await ledger.Leave(attempt, _now, ct);
        await waitlist.Promote(attempt.PoolId, _now, ct);
    }

    private void Note(Attempt attempt, string? text)
    {
        if (text is not null)
            attempt.Write(sealer, attempt.ReadNotes(sealer) with { Text = text });
    }

    private static Task<Refused?> Answer(Refused? answer) => Task.FromResult(answer);
}
