using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>Redeems a code: whoever joins by it chooses a user name and a password, whoever has forgotten the password
/// only a new one.</summary>
internal sealed class Join(
    IdentityDb db,
    UnitOfWork work,
    IPasswordHasher<Person> hasher,
    Endings endings,
    DatabaseClock clock
)
{
    /// <returns>Null when it is done. A code that is unknown, used, revoked or too old gets the same answer.</returns>
    public Task<Fault?> Use(string? code, string? userName, string? password, CancellationToken ct)
    {
        // Checked before the code is looked at, so that it reveals nothing of it.
        if (PasswordRules.Broken(password) is { } rule)
            return Task.FromResult<Fault?>(Fault.OfPassword(rule));
        return OneTimeCode.Hash(code) is { } hash
            ? work.Run(() => Use(hash, userName, password!, ct), fault => fault is null, ct)
            : Task.FromResult<Fault?>(WrongCode);
    }

    private static readonly Fault WrongCode = new("Code", "join.wrong-code");

    private async Task<Fault?> Use(byte[] hash, string? userName, string password, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var invitation = await db
            .Invitations.AsNoTracking()
            .FirstOrDefaultAsync(i => i.CodeHash == hash && i.ExpiresAt > now, ct);
        // Of two requests with the same code at once, only one deletes it.
        if (invitation is null || await db.Invitations.Where(i => i.Id == invitation.Id).ExecuteDeleteAsync(ct) == 0)
            return WrongCode;

        var organisation = await db
            .Organisations.AsNoTracking()
            .SingleAsync(o => o.Id == invitation.OrganisationId, ct);
        var person = invitation.PersonId is { } id ? await db.People.SingleAsync(p => p.Id == id, ct) : null;
        var name = person?.UserName ?? userName?.Trim();
        if (!Rules.IsUserName(name))
            return new("UserName", "join.user-name");
        if (PasswordRules.Broken(password, name, organisation.Name.En, organisation.Name.Km) is { } rule)
            return Fault.OfPassword(rule);
        if (person is not null)
        {
            person.SetPassword(hasher, password);
            await endings.EndPassword(person.Id, ct);
            return null;
        }
        var normalized = Person.Normalized(name!);
        if (await db.People.AnyAsync(p => p.NormalizedUserName == normalized, ct))
            return new("UserName", "join.user-name-taken");
        var by =
            await db
                .AccessGiven.Where(g => g.CredentialId == invitation.Id)
                .Select(g => new Giver(g.By, g.ByOrganisation))
                .FirstOrDefaultAsync(ct)
            ?? new Giver(invitation.CreatedBy, organisation.Id);
        db.Give(
            Person.Create(hasher, organisation.Id, name!, invitation.DisplayName, invitation.Roles, password, now),
            by,
            now
        );
        return null;
    }
}
