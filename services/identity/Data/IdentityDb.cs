using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Data;

internal sealed class IdentityDb(DbContextOptions<IdentityDb> options) : DbContext(options)
{
    public DbSet<Organisation> Organisations => Set<Organisation>();
    public DbSet<Person> People => Set<Person>();
    public DbSet<Client> Clients => Set<Client>();
    public DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
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
            people.ToTable("People").HasKey(p => p.Id);
            people.Property(p => p.Id).ValueGeneratedNever();
            people.Property(p => p.UserName).IsRequired();
            people.Property(p => p.NormalizedUserName).IsRequired();
            people.Property(p => p.PasswordHash).IsRequired().HasMaxLength(256);
            people.Property(p => p.SecurityStamp).IsRequired();
            people.Property(p => p.DisplayName).HasMaxLength(100);
            people.Property(p => p.Roles).IsJson(500);
            people.Property(p => p.Version).IsConcurrencyToken();
            people.HasIndex(p => p.NormalizedUserName).IsUnique();
            people.HasIndex(p => new { p.OrganisationId, p.CreatedAt, p.Id });
            people.HasOne<Organisation>().WithMany().HasForeignKey(p => p.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            // Not kept: the version guards edits, and no mail, telephone or second factor is asked for.
            people.Ignore(p => p.ConcurrencyStamp).Ignore(p => p.Email).Ignore(p => p.NormalizedEmail).Ignore(p => p.EmailConfirmed)
                .Ignore(p => p.PhoneNumber).Ignore(p => p.PhoneNumberConfirmed).Ignore(p => p.TwoFactorEnabled)
                .Ignore(p => p.LockoutEnabled).Ignore(p => p.LockoutEnd).Ignore(p => p.AccessFailedCount);
        });
        modelBuilder.Entity<Client>(clients =>
        {
            clients.Property(c => c.Id).ValueGeneratedNever();
            clients.Property(c => c.SecretHash).HasMaxLength(Secret.HashSize);
            clients.Property(c => c.Label).HasMaxLength(100);
            clients.Property(c => c.Roles).IsJson(500);
            clients.Property(c => c.Version).IsConcurrencyToken();
            clients.HasIndex(c => c.ClientId).IsUnique();
            clients.HasIndex(c => new { c.OrganisationId, c.CreatedAt, c.Id });
            clients.HasOne<Organisation>().WithMany().HasForeignKey(c => c.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<SigningKey>(keys =>
        {
            keys.HasKey(k => k.Kid);
            keys.Property(k => k.Kid).ValueGeneratedNever();
            keys.Property(k => k.SealedPrivateKey).HasMaxLength(500);
        });
    }

    /// <summary>For dotnet-ef.</summary>
    private sealed class Factory : IDesignTimeDbContextFactory<IdentityDb>
    {
        public IdentityDb CreateDbContext(string[] args) => new(DesignTime.Options<IdentityDb>());
    }
}
