using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// One transaction around one piece of work. Requests, messages and clocks all run in it, so no other code begins or
/// commits one. Work that must query what it has just written saves it first; that is kept or undone with the rest.
/// </summary>
public sealed class UnitOfWork
{
    private readonly DbContext _db;
    private readonly WriteGate _gate;
    private readonly CommitSignal _commits;
    private readonly List<Func<CancellationToken, Task>> _atEnd = [];

    internal UnitOfWork(DbContext db, WriteGate gate, CommitSignal commits)
    {
        (_db, _gate, _commits) = (db, gate, commits);
        // Work that fails is rolled back as a whole, so a savepoint at each save would be two round trips for nothing.
        db.Database.AutoSavepointsEnabled = false;
    }

    /// <summary>
    /// Registers an action that runs once when the work is done and will be committed, for what must see all of its
    /// changes. What the action writes is saved with the work; what it wants to query it must save first.
    /// </summary>
    /// <returns>True the first time in a run: whatever the caller gathered for an earlier run of this work was not
    /// kept.</returns>
    public bool BeforeCommit(Func<CancellationToken, Task> last)
    {
        if (_atEnd.Contains(last))
            return false;
        _atEnd.Add(last);
        return true;
    }

    /// <summary>Holds the lock of this name, on all replicas, until the transaction ends: for work that must be done
    /// once and has no row yet to check.</summary>
    public async Task AcquireLock(string name, CancellationToken ct)
    {
        if (Dialect.AcquireLock(Dialect.Of(_db)) is { } sql)
            await _db.Database.ExecuteSqlRawAsync(sql, [name], ct);
    }

    public Task Run(Func<Task> work, CancellationToken ct) =>
        Run(
            async () =>
            {
                await work();
                return true;
            },
            _ => true,
            ct
        );

    /// <param name="keep">Whether to commit; false where the work answered with a refusal, and nothing of it is
    /// kept.</param>
    /// <param name="isolation">The database's default, unless rows that were read must not change before they are
    /// written.</param>
    public async Task<T> Run<T>(
        Func<Task<T>> work,
        Func<T, bool> keep,
        CancellationToken ct,
        IsolationLevel isolation = IsolationLevel.Unspecified
    )
    {
        using var turn = await _gate.Enter(ct);
        await using var transaction = await _db.Database.BeginTransactionAsync(isolation, ct);
        _atEnd.Clear();
        var result = await work();
        if (!keep(result))
        {
            _db.ChangeTracker.Clear();
            return result;
        }
        await Finish(ct);
        await Commit(transaction);
        return result;
    }

    /// <summary>Several pieces of work in one transaction, each finished before the next begins, as if it had been
    /// alone; all of them are kept or none.</summary>
    /// <param name="works">Called within the transaction; returns the pieces of work.</param>
    public async Task RunEach(Func<Task<IEnumerable<Func<Task>>>> works, CancellationToken ct)
    {
        using var turn = await _gate.Enter(ct);
        await using var transaction = await _db.Database.BeginTransactionAsync(ct);
        foreach (var work in await works())
        {
            _db.ChangeTracker.Clear();
            _atEnd.Clear();
            await work();
            await Finish(ct);
        }
        await Commit(transaction);
    }

    private async Task Finish(CancellationToken ct)
    {
        // An action may register another.
        for (var i = 0; i < _atEnd.Count; i++)
            await _atEnd[i](ct);
        await _db.SaveChangesAsync(ct);
    }

    private async Task Commit(IDbContextTransaction transaction)
    {
        Crash.At("before-commit");
        // A commit that has begun is not cancelled when the caller hangs up.
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (!Dialect.IsDefiniteRefusal(e))
        {
            throw new CommitUnknownException(e);
        }
        Crash.At("committed");
        _commits.Wake();
    }
}

/// <summary>The database stopped answering during a commit, which may or may not have been done.</summary>
internal sealed class CommitUnknownException(Exception inner)
    : Exception("The database did not say whether it was done.", inner);

/// <summary>
/// SQLite has one writer at a time. Writers of this process queue here, in order, instead of polling the file's lock.
/// Other databases need no gate.
/// </summary>
internal sealed class WriteGate(bool oneWriter) : IDisposable
{
    private readonly SemaphoreSlim? _turn = oneWriter ? new SemaphoreSlim(1, 1) : null;

    public async ValueTask<Turn> Enter(CancellationToken ct)
    {
        if (_turn is not null)
            await _turn.WaitAsync(ct);
        return new Turn(_turn);
    }

    public void Dispose() => _turn?.Dispose();

    public readonly struct Turn(SemaphoreSlim? turn) : IDisposable
    {
        public void Dispose() => turn?.Release();
    }
}
