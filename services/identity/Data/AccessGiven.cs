using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

/// <summary>By what somebody, or a system, comes in: nobody saves one without a line that tells of it.</summary>
internal interface ICredential
{
    Guid Id { get; }
    Guid OrganisationId { get; }
    IReadOnlyList<string> Roles { get; }
}

/// <summary>That a way into an organisation was made, and by whom: for its org-admins and the coordinators; never
/// changed.</summary>
internal sealed class AccessGiven : IListed
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>client, person, invitation.</summary>
    public required string What { get; init; }

    /// <summary>Of the client, person or invitation.</summary>
    public required Guid CredentialId { get; init; }
    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>The <c>sub</c> of who gave it.</summary>
    public required string By { get; init; }
    public required Guid ByOrganisation { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <param name="Subject">The <c>sub</c>.</param>
internal sealed record Giver(string Subject, Guid Organisation)
{
    public static Giver Of(ClaimsPrincipal user) => new(user.Subject(), user.Organisation());
}

internal static class Giving
{
    /// <summary>The one way to a new credential, or to other roles of one: the line goes with it.</summary>
    public static void Give(this IdentityDb db, ICredential credential, Giver by, DateTimeOffset now)
    {
        if (db.Entry(credential).State == EntityState.Detached)
            db.Add(credential);
        db.Add(
            new AccessGiven
            {
                Id = Guid.CreateVersion7(now),
                OrganisationId = credential.OrganisationId,
                What = credential.GetType().Name.ToLowerInvariant(),
                CredentialId = credential.Id,
                Roles = credential.Roles,
                By = by.Subject,
                ByOrganisation = by.Organisation,
                CreatedAt = now,
            }
        );
    }

    /// <exception cref="InvalidOperationException">A credential is about to be saved of which nobody would
    /// hear.</exception>
    public static void RequireLines(this IdentityDb db)
    {
        var told = db
            .ChangeTracker.Entries<AccessGiven>()
            .Where(e => e.State == EntityState.Added)
            .Select(e => e.Entity.CredentialId)
            .ToHashSet();
        var silent = db
            .ChangeTracker.Entries<ICredential>()
            .FirstOrDefault(e =>
                !told.Contains(e.Entity.Id)
                && (
                    e.State == EntityState.Added
                    || (e.State == EntityState.Modified && e.Property(nameof(ICredential.Roles)).IsModified)
                )
            );
        if (silent is not null)
            throw new InvalidOperationException($"A {silent.Entity.GetType().Name} is given in silence: use Give.");
    }
}
