using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

/// <summary>Anything by which a person or a client gets access. None is saved without a row of
/// <see cref="AccessGiven"/> about it.</summary>
internal interface ICredential
{
    Guid Id { get; }
    Guid OrganisationId { get; }
    IReadOnlyList<string> Roles { get; }
}

/// <summary>Records that access to an organisation was given, and by whom; for its org-admins and the coordinators.
/// Never changed.</summary>
internal sealed class AccessGiven : IListed
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary><c>client</c>, <c>person</c> or <c>invitation</c>.</summary>
    public required string What { get; init; }

    /// <summary>Id of the client, person or invitation.</summary>
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
    /// <summary>The only way to add a credential or to change the roles of one: records it together with the
    /// change.</summary>
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

    /// <exception cref="InvalidOperationException">A credential would be saved without a row of
    /// <see cref="AccessGiven"/> about it.</exception>
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
