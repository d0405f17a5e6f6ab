using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Portal.Data;

/// <summary>What the portal keeps between two pages, sealed, and only while somebody is signed in. Cases are not stored
/// here.</summary>
internal sealed class PortalDb(DbContextOptions<PortalDb> options) : DbContext(options)
{
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
        modelBuilder.AddProtectionKeys();
        modelBuilder.Entity<Session>(sessions =>
        {
            sessions.Property(s => s.Id).ValueGeneratedNever();
            sessions
                .Property(s => s.SealedTicket)
                .HasMaxLength(16_000)
                .SealedFor(Session.TicketPurpose, nameof(Session.Id));
            sessions.HasIndex(s => s.EndsAt);
        });
        modelBuilder.Entity<DraftRow>(drafts =>
        {
            drafts.ToTable("Drafts").HasKey(d => d.Id);
            drafts.Property(d => d.Id).ValueGeneratedNever();
            drafts.Property(d => d.Sealed).HasMaxLength(64_000).SealedFor(DraftRow.Purpose, nameof(DraftRow.Id));
            drafts.HasIndex(d => d.SessionId);
            drafts.HasOne<Session>().WithMany().HasForeignKey(d => d.SessionId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    /// <summary>For dotnet-ef.</summary>
    private sealed class Factory : IDesignTimeDbContextFactory<PortalDb>
    {
        public PortalDb CreateDbContext(string[] args) => new(DesignTime.Options<PortalDb>());
    }
}

/// <summary>Somebody who is signed in. The tokens stay here; the browser has the session's id, encrypted.</summary>
internal sealed class Session
{
    public const string TicketPurpose = "portal-session";

    /// <summary>Claim of the principal that holds the session's id.</summary>
    public const string Claim = "session";

    public required Guid Id { get; init; }
    public required byte[] SealedTicket { get; set; }

    /// <summary>Moved on by every page that is asked for; once it has passed, nobody is there any more.</summary>
    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>Until then one request is fetching new tokens, and the others wait for it.</summary>
    public DateTimeOffset? RefreshingUntil { get; set; }
}

/// <summary>A search and what was chosen from it, until it is sent or the session ends.</summary>
internal sealed class DraftRow
{
    public const string Purpose = "portal-draft";

    public required Guid Id { get; init; }
    public required Guid SessionId { get; init; }
    public required byte[] Sealed { get; set; }
}
