using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>
/// Somebody shows by name and password who it is. Unknown, wrong, guessed too often, disabled and of a suspended organisation
/// are one answer and cost the same hash; wrong ones are counted one by one, however many come at once.
/// </summary>
internal sealed class Passwords(
    IdentityDb db, UnitOfWork work, IPasswordHasher<Person> hasher, NobodysPassword nobodys, Guesses guesses, Devices devices, DatabaseClock clock)
{
    private const int LongestName = 64;

    /// <param name="then">Done in the same transaction, for the person.</param>
    /// <returns>Null when it is refused.</returns>
    public async Task<T?> Try<T>(
        HttpContext http, string? userName, string? password, Func<Person, DateTimeOffset, Task<T?>> then, CancellationToken ct) where T : class
    {
        var typed = userName?.Trim() is { Length: <= LongestName } text && !text.Any(char.IsControl) ? text : "";
        var name = Person.Normalized(typed);
        var known = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.NormalizedUserName == name, ct);
        // Outside the transaction: a hash takes long, and SQLite has one writer at a time.
        var verdict = hasher.VerifyHashedPassword(known!, known?.PasswordHash ?? nobodys.Hash, password ?? "");

        var done = await work.Run(async () =>
        {
            var now = await clock.Now(ct);
            if (!await guesses.Allow(http, known?.Id, now, ct)) return null;
            if (known is null || verdict == PasswordVerificationResult.Failed || !await Enters(known, now, ct))
            {
                guesses.Spend(now);
                return null;
            }
            guesses.Forget();
            var person = await db.People.SingleAsync(p => p.Id == known.Id, ct);
            if (verdict == PasswordVerificationResult.SuccessRehashNeeded) person.SetPassword(hasher, password!);
            return await then(person, now);
        }, _ => true, ct);
        if (done is not null) devices.Remember(http, known!.Id);
        return done;
    }

    // With the password that was verified: one that was changed meanwhile is wrong.
    private async Task<bool> Enters(Person known, DateTimeOffset now, CancellationToken ct) => await db.People
        .Where(p => p.Id == known.Id && p.PasswordHash == known.PasswordHash && p.DisabledAt == null
            && db.Organisations.Any(o => o.Id == p.OrganisationId && o.SuspendedAt == null))
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.LastSignInAt, now), ct) == 1;
}

/// <summary>Verified where there is nobody of that name, so that it takes as long.</summary>
internal sealed class NobodysPassword(IPasswordHasher<Person> hasher)
{
    public string Hash { get; } = hasher.HashPassword(null!, Secret.New());
}
