using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
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
        modelBuilder.AddPartners();
        modelBuilder.AddCredentials();
        modelBuilder.AddInvitations();
        modelBuilder.AddSigningKeys();
        modelBuilder.AddSignIns();
    }

    /// <summary>For dotnet-ef.</summary>
    private sealed class Factory : IDesignTimeDbContextFactory<IdentityDb>
    {
        public IdentityDb CreateDbContext(string[] args) => new(DesignTime.Options<IdentityDb>());
    }
}
