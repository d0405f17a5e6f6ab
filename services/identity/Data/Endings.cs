using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Identity.Data;

/// <summary>What ends when something about a person does. In a transaction.</summary>
internal static class Endings
{
    /// <summary>No refresh any more, and no code that is under way; the access tokens that are out end by themselves.</summary>
    public static async Task EndSignIns(this IdentityDb db, Guid person, CancellationToken ct)
    {
        await db.Codes.Where(code => code.PersonId == person).ExecuteDeleteAsync(ct);
        await db.SignIns.Where(signIn => signIn.PersonId == person).ExecuteDeleteAsync(ct);
    }

    public static Task EndSignIn(this IdentityDb db, Guid id, CancellationToken ct) =>
        db.SignIns.Where(signIn => signIn.Id == id).ExecuteDeleteAsync(ct);

    /// <summary>Codes for this person and by it: it must not come in, or let others in, by what it could do before.</summary>
    public static Task EndInvitations(this IdentityDb db, Guid person, CancellationToken ct)
    {
        var subject = person.ToString();
        return db.Invitations.Where(invitation => invitation.PersonId == person || invitation.CreatedBy == subject).ExecuteDeleteAsync(ct);
    }
}
