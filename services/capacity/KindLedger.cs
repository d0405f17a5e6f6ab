using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Features;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity;

/// <summary>What a kind may ask of the ledger, within the current transaction. Counts, states and who may see what
/// belong to the ledger: a kind reads the ledger's rows and writes only its own.</summary>
public sealed class KindLedger
{
    /// <summary>Most places that one pool may have.</summary>
    public const int MaxPlaces = Features.Capacity.MaxPlaces;

    private readonly CapacityDb _db;
    private readonly IKind _kind;
    private readonly Ledger _ledger;
    private readonly PoolClosure _closure;
    private readonly Waitlist _waitlist;
    private readonly Sealer _sealer;

    internal KindLedger(
        CapacityDb db,
        IKind kind,
        Ledger ledger,
        PoolClosure closure,
        Waitlist waitlist,
        Sealer sealer
    ) => (_db, _kind, _ledger, _closure, _waitlist, _sealer) = (db, kind, ledger, closure, waitlist, sealer);

    /// <summary>Attempts at the caller's organisation that the caller may see (rule 4).</summary>
    public IQueryable<Attempt> Attempts(ClaimsPrincipal user) => Visible.ToProvider(_db, user);

    /// <returns>Null where there is none that the caller may see: a kind then answers 404.</returns>
    public Task<Attempt?> Find(ClaimsPrincipal user, Guid attemptId, CancellationToken ct) =>
        Inbox.Find(_db, user, attemptId, ct);

    /// <summary>The attempt as its provider sees it, with what the kind knows of it.</summary>
    public Task<InboxItem> View(Attempt attempt, CancellationToken ct) => Inbox.View(_db, _kind, attempt, ct);

    /// <summary>Whether somebody was named to escort the survivor.</summary>
    public bool IsAccompanied(Attempt attempt) => attempt.ReadNotes(_sealer).Escort is not null;

    /// <summary>Pools of the caller's organisation.</summary>
    public IQueryable<Pool> Pools(ClaimsPrincipal user) => Features.Pools.Own(_db, user);

    /// <summary>The pool as its organisation sees it, with what the kind knows of it.</summary>
    public Task<PoolView> View(Pool pool, CancellationToken ct) => _kind.View(pool, ct);

    /// <summary>The pools as their organisation sees them, in the given order.</summary>
    public Task<IReadOnlyList<PoolView>> View(IReadOnlyList<Pool> pools, CancellationToken ct) =>
        _kind.Views(pools, ct);

    /// <summary>For <c>Creates</c>: reloads the pool that a request made, when the request is repeated.</summary>
    public static Task<IResource?> ReloadPool(HttpContext http, Guid id, CancellationToken ct) =>
        Features.Pools.Reload(http, id, ct);

    /// <summary>Adds a pool that gives and takes what another does, with counts of its own.</summary>
    /// <param name="maximum">Places, 0 to <see cref="MaxPlaces"/>.</param>
    public Pool AddLike(Pool other, int maximum, DateTimeOffset now)
    {
        var pool = other.CopyWith(Guid.CreateVersion7(now), maximum, now);
        _db.Add(pool);
        _ledger.PublishOnCommit(pool.Id);
        return pool;
    }

    /// <summary>Call when the kind has changed what it knows of a pool: an edit of what was read before is then
    /// refused, and searches are told.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody has edited the pool since it was read.</exception>
    public async Task Edited(Pool pool, DateTimeOffset now, CancellationToken ct)
    {
        var edited = await _db
            .Pools.Where(p => p.Id == pool.Id && p.EditVersion == pool.EditVersion)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.EditVersion, p => p.EditVersion + 1), ct);
        if (edited == 0)
            throw new DbUpdateConcurrencyException();
        await _ledger.BumpVersion(pool.Id, now, ct);
    }

    /// <summary>Closes a pool for good: what was promised stands, and nobody can open it by hand.</summary>
    /// <param name="reason">The kind's own, not one of <see cref="Codes.ClosureReasons"/>.</param>
    public Task CloseForGood(Guid poolId, string reason, DateTimeOffset now, CancellationToken ct) =>
        _closure.CloseForGood(poolId, reason, now, ct);

    /// <summary>Moves everybody who waits at one pool to another, with the turns they had. Of two replicas that do so
    /// at once, the second finds nobody.</summary>
    public Task MoveWaiting(Guid from, Guid to, DateTimeOffset now, CancellationToken ct) =>
        _waitlist.MoveAll(from, to, now, ct);

    /// <summary>A 409 for what the attempt's state does not allow.</summary>
    /// <param name="reason">A code, where the state alone does not say why.</param>
    public static Refused Refuse(Attempt attempt, string detail, string? reason = null) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            detail,
            ("state", attempt.Status),
            ("reason", reason),
            ("availableActions", InboxItem.ActionsOf(attempt.Status))
        );
}
