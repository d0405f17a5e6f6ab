using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Counts wrong passwords by where they come from. Nothing is counted by account alone: otherwise whoever
/// knows a name could lock its owner out.</summary>
internal sealed class Guesses(IdentityDb db, UnitOfWork work, Devices devices, MasterKey master)
{
    private sealed record Counted(GuessBudget Budget, Guess Row);

    private readonly List<Counted> _counted = [];

    /// <summary>To be called in the transaction of the try: other tries that count for the same budget wait until it
    /// ends.</summary>
    /// <returns>False when one of the budgets is spent.</returns>
    public async Task<bool> Allow(HttpContext http, Guid? person, DateTimeOffset now, CancellationToken ct)
    {
        _counted.Clear();
        var device = person is { } known ? devices.Of(http, known) : null;
        if (device is { } mark)
            await Count(GuessBudget.KnownDevice, person, mark.ToByteArray(), ct);
        else
        {
            var address = NetworkAddress.RateLimitKey(NetworkAddress.Of(http));
            if (person is not null)
                await Count(GuessBudget.AccountAtAddress, person, address, ct);
            await Count(GuessBudget.Address, null, address, ct);
        }
        return _counted.All(one => one.Budget.Allows(Spent(one), now));
    }

    /// <summary>Counts a wrong password.</summary>
    public void Spend(DateTimeOffset now)
    {
        foreach (var one in _counted)
        {
            one.Row.SpentUntil = one.Budget.Spend(Spent(one), now);
            if (IsNew(one))
                db.Add(one.Row);
        }
    }

    /// <summary>After a right password: clears what the account has spent, but not the address, which a guesser could
    /// otherwise clear by signing in to an account of their own.</summary>
    public void Forget() =>
        db.RemoveRange(_counted.Where(one => one.Row.PersonId is not null && !IsNew(one)).Select(one => one.Row));

    private DateTimeOffset? Spent(Counted one) => IsNew(one) ? null : one.Row.SpentUntil;

    private bool IsNew(Counted one) => db.Entry(one.Row).State == EntityState.Detached;

    private async Task Count(GuessBudget budget, Guid? person, byte[] of, CancellationToken ct)
    {
        byte[] counted = [.. (person ?? Guid.Empty).ToByteArray(), .. of];
        var key = HMACSHA256.HashData(master.Derive("guesses"), counted);
        await work.AcquireLock($"guess-{Convert.ToHexString(key)}", ct);
        _counted.Add(
            new(
                budget,
                await db.Guesses.SingleOrDefaultAsync(g => g.Key == key, ct)
                    ?? new Guess { Key = key, PersonId = person }
            )
        );
    }
}
