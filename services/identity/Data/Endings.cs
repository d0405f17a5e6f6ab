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

    /// <summary>Every sign-in and every invitation of an organisation's people.</summary>
    public static async Task EndAll(this IdentityDb db, Guid organisation, CancellationToken ct)
    {
        var people = db.People.Where(p => p.OrganisationId == organisation).Select(p => p.Id);
        await db.Codes.Where(code => people.Contains(code.PersonId)).ExecuteDeleteAsync(ct);
        await db.SignIns.Where(signIn => people.Contains(signIn.PersonId)).ExecuteDeleteAsync(ct);
        await db.Invitations.Where(invitation => invitation.OrganisationId == organisation).ExecuteDeleteAsync(ct);
    }

    /// <summary>Codes for this person and by it: it must not come in, or let others in, by what it could do before.</summary>
    public static async Task EndInvitations(this IdentityDb db, Guid person, CancellationToken ct)
    {
        await db.Invitations.Where(invitation => invitation.PersonId == person).ExecuteDeleteAsync(ct);
        await db.EndInvitationsBy(person.ToString(), ct);
    }

    /// <param name="subject">The person or the client that gave them.</param>
    public static Task EndInvitationsBy(this IdentityDb db, string subject, CancellationToken ct) =>
        db.Invitations.Where(invitation => invitation.CreatedBy == subject).ExecuteDeleteAsync(ct);
}
