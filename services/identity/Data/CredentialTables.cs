using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

/// <summary>Who may sign in, and who let them.</summary>
internal static class CredentialTables
{
    public static void AddCredentials(this ModelBuilder model)
    {
        model.Entity<Person>(people =>
        {
            people.ToTable("People");
            people.Property(p => p.Id).ValueGeneratedNever();
            people.Property(p => p.PasswordHash).HasMaxLength(256);
            people.Property(p => p.DisplayName).HasMaxLength(100);
            people.Property(p => p.Roles).IsJson(500);
            people.Property(p => p.Version).IsConcurrencyToken();
            people.HasIndex(p => p.NormalizedUserName).IsUnique();
            people.HasIndex(p => new
            {
                p.OrganisationId,
                p.CreatedAt,
                p.Id,
            });
            people
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(p => p.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Client>(clients =>
        {
            clients.Property(c => c.Id).ValueGeneratedNever();
            clients.Property(c => c.SecretHash).HasMaxLength(Secret.HashSize);
            clients.Property(c => c.Label).HasMaxLength(100);
            clients.Property(c => c.Roles).IsJson(500);
            clients.Property(c => c.RedirectUris).IsJson(4000).HasDefaultValue((IReadOnlyList<string>)[]);
            clients.Property(c => c.Version).IsConcurrencyToken();
            clients.HasIndex(c => c.ClientId).IsUnique();
            clients.HasIndex(c => new
            {
                c.OrganisationId,
                c.CreatedAt,
                c.Id,
            });
            clients
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(c => c.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
    }

    public static void AddInvitations(this ModelBuilder model)
    {
        model.Entity<Invitation>(invitations =>
        {
            invitations.Property(i => i.Id).ValueGeneratedNever();
            invitations.Property(i => i.CodeHash).HasMaxLength(Secret.HashSize);
            invitations.Property(i => i.DisplayName).HasMaxLength(100);
            invitations.Property(i => i.Roles).IsJson(500);
            invitations.HasIndex(i => i.CodeHash).IsUnique();
            invitations.HasIndex(i => i.ExpiresAt);
            invitations.HasIndex(i => i.CreatedBy);
            invitations.HasIndex(i => new
            {
                i.OrganisationId,
                i.CreatedAt,
                i.Id,
            });
            invitations
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(i => i.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
            invitations.HasOne<Person>().WithMany().HasForeignKey(i => i.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<AccessGiven>(given =>
        {
            given.ToTable("AccessGiven");
            given.Property(g => g.Id).ValueGeneratedNever();
            given.Property(g => g.Roles).IsJson(500);
            given.Property(g => g.By).HasMaxLength(100);
            given.HasIndex(g => new
            {
                g.OrganisationId,
                g.CreatedAt,
                g.Id,
            });
            given.HasIndex(g => new { g.CreatedAt, g.Id });
            given.HasIndex(g => g.CredentialId);
            given
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(g => g.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
    }

    public static void AddSigningKeys(this ModelBuilder model) =>
        model.Entity<SigningKey>(keys =>
        {
            keys.HasKey(k => k.Kid);
            keys.Property(k => k.Kid).ValueGeneratedNever();
            keys.Property(k => k.SealedPrivateKey)
                .HasMaxLength(500)
                .SealedFor(SigningKey.Purpose, nameof(SigningKey.Kid));
        });
}
