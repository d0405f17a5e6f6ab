using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Features;

/// <summary>Ends access of a person or a client: refresh tokens and pending codes are deleted, and every service is
/// told to refuse the access tokens already issued. To be called in a transaction.</summary>
internal sealed class Endings(IdentityDb db, DatabaseClock clock, AccessTokenLife life)
{
    // Services accept a token for half a minute after its end, and clocks differ.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    public async Task EndSignIns(Guid person, CancellationToken ct)
    {
        await db.Codes.Where(code => code.PersonId == person).ExecuteDeleteAsync(ct);
        await End(db.SignIns.Where(signIn => signIn.PersonId == person), ct);
    }

    public Task EndSignIn(Guid id, CancellationToken ct) => End(db.SignIns.Where(signIn => signIn.Id == id), ct);

    public async Task End(IQueryable<SignIn> signIns, CancellationToken ct)
    {
        var ids = await signIns.Select(signIn => signIn.Id).ToListAsync(ct);
        await signIns.ExecuteDeleteAsync(ct);
        foreach (var id in ids)
            await Refuse(id.ToString(), ct);
    }

    /// <summary>Also ends the tokens of people whom the client signed in.</summary>
    public Task EndClient(Client client, CancellationToken ct) => Refuse(client.ClientId, ct);

    /// <summary>Every sign-in and every invitation of an organisation's people.</summary>
    public async Task EndAll(Guid organisation, CancellationToken ct)
    {
        var people = db.People.Where(p => p.OrganisationId == organisation).Select(p => p.Id);
        await db.Codes.Where(code => people.Contains(code.PersonId)).ExecuteDeleteAsync(ct);
        await End(db.SignIns.Where(signIn => people.Contains(signIn.PersonId)), ct);
        await db.Invitations.Where(invitation => invitation.OrganisationId == organisation).ExecuteDeleteAsync(ct);
    }

    /// <summary>Deletes invitations for this person and by this person, so that nobody comes in by what the person
    /// could do before.</summary>
    public async Task EndInvitations(Guid person, CancellationToken ct)
    {
        await db.Invitations.Where(invitation => invitation.PersonId == person).ExecuteDeleteAsync(ct);
        await EndInvitationsBy(person.ToString(), ct);
    }

    /// <param name="subject">The person or the client that gave them.</param>
    public Task EndInvitationsBy(string subject, CancellationToken ct) =>
        db.Invitations.Where(invitation => invitation.CreatedBy == subject).ExecuteDeleteAsync(ct);

    /// <summary>After a new password: ends every sign-in, and forgets wrong guesses, so that they block
    /// nobody.</summary>
    public async Task EndPassword(Guid person, CancellationToken ct)
    {
        await EndSignIns(person, ct);
        await db.Guesses.Where(guess => guess.PersonId == person).ExecuteDeleteAsync(ct);
    }

    private async Task Refuse(string id, CancellationToken ct)
    {
        var now = await clock.Now(ct);
        var until = now + life.Value + Margin;
        await Refusals.KeepEnded(db, id, until, ct);
        db.Publish(new AccessEnded(id, until), now);
    }
}
