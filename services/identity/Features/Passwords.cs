using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>
/// Somebody shows by name and password who it is. Unknown, wrong, locked, disabled and of a suspended organisation are one answer and cost the same
/// hash; wrong ones are counted one by one, however many come at once.
/// </summary>
internal sealed class Passwords(IdentityDb db, UnitOfWork work, IPasswordHasher<Person> hasher, NobodysPassword nobodys, DatabaseClock clock)
{
    private const int LongestName = 64;

    /// <param name="then">Done in the same transaction, for the person.</param>
    /// <returns>Null when it is refused.</returns>
    public async Task<T?> Try<T>(string? userName, string? password, Func<Person, DateTimeOffset, Task<T?>> then, CancellationToken ct) where T : class
    {
        var typed = userName?.Trim() is { Length: <= LongestName } text && !text.Any(char.IsControl) ? text : "";
        var name = Person.Normalized(typed);
        var known = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.NormalizedUserName == name, ct);
        // Outside the transaction: a hash takes long, and SQLite has one writer at a time.
        var verdict = hasher.VerifyHashedPassword(known!, known?.PasswordHash ?? nobodys.Hash, password ?? "");
        if (known is null) return null;

        return await work.Run(async () =>
        {
            var now = await clock.Now(ct);
            if (!await Counts(known, now, ct)) return null;
            if (verdict == PasswordVerificationResult.Failed)
            {
                await Lock(known.Id, now, ct);
                return null;
            }
            await db.People.Where(p => p.Id == known.Id).ExecuteUpdateAsync(set => set
                .SetProperty(p => p.AccessFailedCount, 0).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null).SetProperty(p => p.LastSignInAt, now), ct);
            var person = await db.People.SingleAsync(p => p.Id == known.Id, ct);
            if (verdict == PasswordVerificationResult.SuccessRehashNeeded) person.SetPassword(hasher, password!);
            return await then(person, now);
        }, _ => true, ct);
    }

    // The row is written before anything is decided: whoever else guesses at this moment waits until that is done.
    private async Task<bool> Counts(Person known, DateTimeOffset now, CancellationToken ct) => await db.People
        .Where(p => p.Id == known.Id && p.PasswordHash == known.PasswordHash && p.DisabledAt == null && (p.LockoutEnd == null || p.LockoutEnd <= now)
            && db.Organisations.Any(o => o.Id == p.OrganisationId && o.SuspendedAt == null))
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.AccessFailedCount, p => p.AccessFailedCount + 1), ct) == 1;

    private async Task Lock(Guid id, DateTimeOffset now, CancellationToken ct)
    {
        var wait = Lockout.After(await db.People.Where(p => p.Id == id).Select(p => p.AccessFailedCount).SingleAsync(ct));
        if (wait > TimeSpan.Zero)
            await db.People.Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.LockoutEnd, now + wait), ct);
    }
}

/// <summary>Verified where there is nobody of that name, so that it takes as long.</summary>
internal sealed class NobodysPassword(IPasswordHasher<Person> hasher)
{
    public string Hash { get; } = hasher.HashPassword(null!, Secret.New());
}
