using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Where a transaction, or the process with it, ends.</summary>
internal enum Death
{
    BeforeCommit,
    AfterCommit,
    ByALostRace,
}

/// <summary>Ends the next transaction as a process that dies there would: before the commit nothing is kept, after it
/// all is.</summary>
internal sealed class Faults : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private Death? _next;

    /// <summary>Commits that pass before the one that fails.</summary>
    private int _pass;

    public void Arm(Death death, int pass = 0) => (_next, _pass) = (death, pass);

    public void Disarm() => _next = null;

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    )
    {
        if (_next is not null && _pass-- > 0)
            return new(result);
        Die(Death.BeforeCommit);
        return new(result);
    }

    public override Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        Die(Death.AfterCommit);
        return Task.CompletedTask;
    }

    // As a database with many writers does: the row was another's in the meantime.
    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (_next != Death.ByALostRace)
            return new(result);
        _next = null;
        throw new DbUpdateConcurrencyException();
    }

    private void Die(Death here)
    {
        if (_next != here)
            return;
        _next = null;
        throw new Died();
    }
}

internal sealed class Died : Exception;
