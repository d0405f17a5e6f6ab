using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>
/// Authenticates a person by name and password. An unknown name, a wrong password, too many guesses and a disabled
/// account get the same answer and cost the same hash; wrong passwords are counted one by one, however many come at
/// once. Only somebody of the organisation who knows the password is told that it is suspended.
/// </summary>
internal sealed class Passwords(
    IdentityDb db,
    UnitOfWork work,
    IPasswordHasher<Person> hasher,
    DummyPasswordHash nobodys,
    Guesses guesses,
    Devices devices,
    DatabaseClock clock
)
{
    private const int LongestName = 64;

    /// <param name="then">Run in the same transaction when the password was right.</param>
    public async Task<Tried<T>> Try<T>(
        HttpContext http,
        string? userName,
        string? password,
        Func<Person, DateTimeOffset, Task<T?>> then,
        CancellationToken ct
    )
        where T : class
    {
        var typed = userName?.Trim() is { Length: <= LongestName } text && !text.Any(char.IsControl) ? text : "";
        var name = Person.Normalized(typed);
        var known = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.NormalizedUserName == name, ct);
        // Outside the transaction: a hash takes long, and SQLite has one writer at a time.
        var verdict = hasher.VerifyHashedPassword(known!, known?.PasswordHash ?? nobodys.Hash, password ?? "");

        var suspended = false;
        var done = await work.Run(
            async () =>
            {
                suspended = false;
                var now = await clock.Now(ct);
                if (!await guesses.Allow(http, known?.Id, now, ct))
                    return null;
                var right = known is not null && verdict != PasswordVerificationResult.Failed;
                suspended = right && await IsSuspended(known!, ct);
                // Not counted: the right password is no guess.
                if (suspended)
                    return null;
                if (!right || !await Enters(known!, now, ct))
                {
                    guesses.Spend(now);
                    return null;
                }
                guesses.Forget();
                var person = await db.People.SingleAsync(p => p.Id == known!.Id, ct);
                if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
                    person.SetPassword(hasher, password!);
                return await then(person, now);
            },
            _ => true,
            ct
        );
        if (done is not null)
            devices.Remember(http, known!.Id);
        return new(done, suspended);
    }

    private Task<bool> IsSuspended(Person known, CancellationToken ct) =>
        db.People.AnyAsync(
            p =>
                p.Id == known.Id
                && p.PasswordHash == known.PasswordHash
                && p.DisabledAt == null
                && db.Organisations.Any(o => o.Id == p.OrganisationId && o.SuspendedAt != null),
            ct
        );

    // Compares the hash that was verified: a password that was changed meanwhile is wrong.
    private async Task<bool> Enters(Person known, DateTimeOffset now, CancellationToken ct) =>
        await db
            .People.Where(p =>
                p.Id == known.Id
                && p.PasswordHash == known.PasswordHash
                && p.DisabledAt == null
                && db.Organisations.Any(o => o.Id == p.OrganisationId && o.SuspendedAt == null)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LastSignInAt, now), ct) == 1;
}

/// <summary>The result of a try.</summary>
/// <param name="Done">What was returned for the person; null: the try was refused.</param>
/// <param name="IsSuspended">True: refused although the password was right, because the organisation is
/// suspended.</param>
internal sealed record Tried<T>(T? Done, bool IsSuspended)
    where T : class
{
    /// <summary>Key of the text that says why it was refused.</summary>
    public string Refusal => IsSuspended ? "sign-in.suspended" : "sign-in.refused";
}

/// <summary>The hash that is verified where nobody has the name, so that it takes as long.</summary>
internal sealed class DummyPasswordHash(IPasswordHasher<Person> hasher)
{
    public string Hash { get; } = hasher.HashPassword(null!, Secret.New());
}
