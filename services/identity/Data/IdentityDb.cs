using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();
    public DbSet<SignIn> SignIns => Set<SignIn>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<AuthorizationCode> Codes => Set<AuthorizationCode>();
    public DbSet<Complaint> Complaints => Set<Complaint>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<PartnerRecord> PartnerRecords => Set<PartnerRecord>();
    public DbSet<AccessGiven> AccessGiven => Set<AccessGiven>();
    public DbSet<Guess> Guesses => Set<Guess>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        this.RequireLines();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
        modelBuilder.AddProtectionKeys();
        modelBuilder.AddRefusals();
        modelBuilder.Entity<Organisation>(organisations =>
        {
            organisations.Property(o => o.Id).ValueGeneratedNever();
            organisations.Property(o => o.Name).IsJson(2000);
            organisations.Property(o => o.Kinds).IsJson(500);
            organisations.Property(o => o.Version).IsConcurrencyToken();
            organisations.HasIndex(o => new { o.CreatedAt, o.Id });
        });
        modelBuilder.Entity<Person>(people =>
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
        modelBuilder.Entity<Client>(clients =>
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
        modelBuilder.Entity<SigningKey>(keys =>
        {
            keys.HasKey(k => k.Kid);
            keys.Property(k => k.Kid).ValueGeneratedNever();
            keys.Property(k => k.SealedPrivateKey)
                .HasMaxLength(500)
                .SealedFor(SigningKey.Purpose, nameof(SigningKey.Kid));
        });
        modelBuilder.Entity<Complaint>(complaints =>
        {
            complaints.Property(c => c.Id).ValueGeneratedNever();
            complaints
                .Property(c => c.SealedText)
                .HasMaxLength(-1)
                .SealedFor(Complaint.TextPurpose, nameof(Complaint.Id));
            complaints
                .Property(c => c.SealedNote)
                .HasMaxLength(-1)
                .SealedFor(Complaint.NotePurpose, nameof(Complaint.Id));
            complaints.Property(c => c.ClosedBy).HasMaxLength(100);
            complaints.Property(c => c.Version).IsConcurrencyToken();
            complaints.HasIndex(c => new { c.CreatedAt, c.Id });
            complaints
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(c => c.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<PartnerRecord>(records =>
        {
            records.Property(r => r.Id).ValueGeneratedNever();
            records.Property(r => r.Met).IsJson(1000);
            records.Property(r => r.Unmet).IsJson(1000);
            records
                .Property(r => r.SealedNote)
                .HasMaxLength(8000)
                .SealedFor(PartnerRecord.NotePurpose, nameof(PartnerRecord.Id));
            records.Property(r => r.By).HasMaxLength(100);
            records.HasIndex(r => new
            {
                r.OrganisationId,
                r.CreatedAt,
                r.Id,
            });
            records
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(r => r.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<AccessGiven>(given =>
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
        SigningIn(modelBuilder);
    }

    private static void SigningIn(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SignIn>(signIns =>
        {
            signIns.Property(s => s.Id).ValueGeneratedNever();
            signIns.HasIndex(s => s.EndsAt);
            signIns.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Guess>(guesses =>
        {
            guesses.HasKey(g => g.Key);
            guesses.Property(g => g.Key).HasMaxLength(Secret.HashSize);
            guesses.HasIndex(g => g.SpentUntil);
            guesses.HasOne<Person>().WithMany().HasForeignKey(g => g.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RefreshToken>(tokens =>
        {
            tokens.HasKey(t => t.Hash);
            tokens.Property(t => t.Hash).HasMaxLength(Secret.HashSize);
            tokens.HasOne<SignIn>().WithMany().HasForeignKey(t => t.SignInId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<AuthorizationCode>(codes =>
        {
            codes.ToTable("AuthorizationCodes").HasKey(c => c.Hash);
            codes.Property(c => c.Hash).HasMaxLength(Secret.HashSize);
            codes.Property(c => c.RedirectUri).HasMaxLength(RedirectUris.MaxLength);
            codes.HasIndex(c => c.SignInEndsAt);
            codes.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Invitation>(invitations =>
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
    }

    /// <summary>For dotnet-ef.</summary>
    private sealed class Factory : IDesignTimeDbContextFactory<IdentityDb>
    {
        public IdentityDb CreateDbContext(string[] args) => new(DesignTime.Options<IdentityDb>());
    }
}
