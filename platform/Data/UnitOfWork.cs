using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// One transaction around one piece of work. Requests, messages and clocks all run in it, so nobody else begins or
/// commits. Whoever must find what it has just written saves it, and it is kept or undone with the rest.
/// </summary>
public sealed class UnitOfWork
{
    private readonly DbContext _db;
    private readonly WriteGate _gate;
    private readonly CommitSignal _outbox;
    private readonly List<Func<CancellationToken, Task>> _atEnd = [];

    internal UnitOfWork(DbContext db, WriteGate gate, CommitSignal outbox)
    {
        (_db, _gate, _outbox) = (db, gate, outbox);
        // Work that fails is undone whole, never a part of it: a savepoint for each save would be two round trips for
        // nothing.
        db.Database.AutoSavepointsEnabled = false;
    }

    /// <summary>
    /// Runs once when the work is done and will be kept, for what must see its sum, and is saved together with it: what
    /// it wants to find in the database it saves first.
    /// </summary>
    /// <returns>True the first time in a run: what an earlier run of the same work has gathered was not kept.</returns>
    public bool BeforeCommit(Func<CancellationToken, Task> last)
    {
        if (_atEnd.Contains(last))
            return false;
        _atEnd.Add(last);
        return true;
    }

    /// <summary>
    /// From here to the end of the transaction nobody else does what has this name, on any replica: for what must be
    /// done once and has no row yet to be judged by.
    /// </summary>
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

    /// <param name="keep">False: the work answered with a refusal, and nothing of it is kept.</param>
    /// <param name="isolation">The database's own unless what was read must not have changed when it is
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

    /// <summary>
    /// Several pieces of work in one transaction, each finished before the next begins, as if it had been alone; all of
    /// them are kept or none.
    /// </summary>
    /// <param name="works">Asked within the transaction for what there is to do.</param>
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
        // One may ask for another.
        for (var i = 0; i < _atEnd.Count; i++)
            await _atEnd[i](ct);
        await _db.SaveChangesAsync(ct);
    }

    private async Task Commit(IDbContextTransaction transaction)
    {
        Crash.At("before-commit");
        // Once begun, a commit is not called off by a caller who has hung up.
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (!Dialect.IsAnswer(e))
        {
            throw new CommitUnknownException(e);
        }
        Crash.At("committed");
        _outbox.Wake();
    }
}

/// <summary>The database stopped answering when it was to commit: it may have been done.</summary>
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
