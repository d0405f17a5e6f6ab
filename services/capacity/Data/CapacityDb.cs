using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Data;

/// <summary>The ledger's tables; each provider service has them in a database of its own.</summary>
internal sealed class CapacityDb(DbContextOptions<CapacityDb> options) : DbContext(options)
{
    public DbSet<Site> Sites => Set<Site>();
    public DbSet<Pool> Pools => Set<Pool>();
    public DbSet<Hold> Holds => Set<Hold>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<AddressRelease> AddressReleases => Set<AddressRelease>();
    public DbSet<AgendaItem> Agenda => Set<AgendaItem>();
    public DbSet<PanelMember> Panel => Set<PanelMember>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<CustodyEntry> Custody => Set<CustodyEntry>();
    public DbSet<ConflictMark> ConflictMarks => Set<ConflictMark>();
    public DbSet<ConflictCheckMade> ConflictChecks => Set<ConflictCheckMade>();
    public DbSet<CriminalComplaint> Complaints => Set<CriminalComplaint>();
    public DbSet<Fund> Funds => Set<Fund>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<Attendance> Attendance => Set<Attendance>();
    public DbSet<WorkOutcome> Work => Set<WorkOutcome>();
    public DbSet<LedgerRepair> LedgerRepairs => Set<LedgerRepair>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<KnownPlace> Places => Set<KnownPlace>();
    public DbSet<BarredPerson> Barred => Set<BarredPerson>();
    public DbSet<KnownOrganisation> Organisations => Set<KnownOrganisation>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
        modelBuilder.AddRefusals();
        BarredPerson.AddTo(modelBuilder);
        modelBuilder.Entity<Site>(site =>
        {
            site.Property(s => s.Id).ValueGeneratedNever();
            site.Property(s => s.OrganisationName).HasMaxLength(200);
            site.Property(s => s.Name).IsJson(1000);
            site.Property(s => s.Area).IsJson(100);
            site.Property(s => s.Position).IsJson(100);
            site.Property(s => s.SealedAddress).HasMaxLength(4000).SealedFor(Site.AddressPurpose, nameof(Site.Id));
            site.Property(s => s.IntakeContact).HasMaxLength(200);
            site.Property(s => s.Languages).IsJson(500);
            site.Property(s => s.Version).IsConcurrencyToken();
            site.HasIndex(s => new { s.OrganisationId, s.Id });
        });
        modelBuilder.Entity<Pool>(pool =>
        {
            pool.Property(p => p.Id).ValueGeneratedNever();
            pool.Property(p => p.Name).IsJson(1000);
            pool.Property(p => p.Eligibility).IsJson();
            pool.Property(p => p.Trade).HasMaxLength(4000);
            // Integers, so that one CHECK reads the same on every database.
            pool.Property(p => p.Admitting).HasConversion<int>();
            pool.Property(p => p.Overbooked).HasConversion<int>();
            pool.Property(p => p.EditVersion).IsConcurrencyToken();
            pool.HasOne<Site>().WithMany().HasForeignKey(p => p.SiteId).OnDelete(DeleteBehavior.Restrict);
            pool.HasIndex(p => new { p.OrganisationId, p.Id });
            pool.HasIndex(p => p.ClosedUntil);
            pool.HasIndex(p => p.StartsAt);
            pool.HasIndex(p => new { p.CourseId, p.StartsAt });
            pool.ToTable(
                "Pools",
                table =>
                {
                    table.HasCheckConstraint(
                        "CK_Pools_Counts",
                        "\"Maximum\" >= 0 AND \"Occupied\" >= 0 AND \"Held\" >= 0 AND \"Waiting\" >= 0"
                    );
                    table.HasCheckConstraint(
                        "CK_Pools_Promised",
                        "\"Overbooked\" = 1 OR \"Occupied\" + \"Held\" <= \"Maximum\""
                    );
                }
            );
        });
        modelBuilder.Entity<Hold>(hold =>
        {
            hold.ToTable("Holds").HasKey(h => h.AttemptId);
            hold.Property(h => h.AttemptId).ValueGeneratedNever();
            hold.Property(h => h.Places).HasDefaultValue(1);
            hold.HasIndex(h => h.PoolId);
        });
        modelBuilder.Entity<Referral>(referral =>
        {
            referral.Property(r => r.Id).ValueGeneratedNever();
            referral.Property(r => r.ReferrerName).HasMaxLength(200);
            referral.Property(r => r.By).HasMaxLength(100);
            referral.Property(r => r.Plan).IsJson();
            referral.Property(r => r.Shared).HasDefaultValue(true);
            referral.Property(r => r.Survivor).IsJson();
            referral.Property(r => r.Places).HasDefaultValue(1);
            referral.Property(r => r.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<Attempt>(attempt =>
        {
            attempt.Property(a => a.Id).ValueGeneratedNever();
            attempt.Property(a => a.OrganisationName).HasMaxLength(200);
            attempt.Property(a => a.ReferrerName).HasMaxLength(200);
            attempt.Property(a => a.By).HasMaxLength(100);
            attempt.Property(a => a.Survivor).IsJson();
            attempt.Property(a => a.Shown).IsJson();
            attempt.Property(a => a.SealedNotes).HasMaxLength(8000).SealedFor(Attempt.NotesPurpose, nameof(Attempt.Id));
            attempt.Property(a => a.Status).IsConcurrencyToken();
            attempt.Property(a => a.Version).IsConcurrencyToken();
            attempt.HasOne<Pool>().WithMany().HasForeignKey(a => a.PoolId).OnDelete(DeleteBehavior.Restrict);
            attempt.HasIndex(a => new { a.ReferralId, a.OrganisationId });
            attempt.HasIndex(a => new
            {
                a.OrganisationId,
                a.Status,
                a.RequestedAt,
                a.Id,
            });
            attempt.HasIndex(a => new
            {
                a.PoolId,
                a.Status,
                a.UrgencyRank,
                a.WaitingSince,
            });
            attempt.HasIndex(a => new { a.PoolId, a.PromotedAt });
            attempt.HasIndex(a => new { a.OrganisationId, a.At });
            attempt.HasIndex(a => a.DueAt);
            attempt.HasIndex(a => a.EmptyAt);
            attempt.Property(a => a.Places).HasDefaultValue(1);
            attempt.Property(a => a.AssignedTo).IsConcurrencyToken();
            attempt.HasIndex(a => new { a.AssignedTo, a.EndedAt });
            attempt.HasIndex(a => new { a.ReferrerId, a.EndedAt });
        });
        modelBuilder.Entity<AddressRelease>(release =>
        {
            release.Property(r => r.Id).ValueGeneratedNever();
            release.Property(r => r.By).HasMaxLength(100);
            release
                .Property(r => r.SealedEscort)
                .HasMaxLength(1000)
                .SealedFor(AddressRelease.EscortPurpose, nameof(AddressRelease.Id));
            release.HasIndex(r => r.AttemptId);
        });
        modelBuilder.Entity<LedgerRepair>().Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<KnownPlace>(place =>
        {
            place.ToTable("Places").HasKey(p => p.Code);
            place.Property(p => p.Code).HasMaxLength(6);
            place.Property(p => p.Name).IsJson(3000);
        });
        modelBuilder.AddTradeTables();
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<CapacityDb>
    {
        public CapacityDb CreateDbContext(string[] args) => new(DesignTime.Options<CapacityDb>());
    }
}
