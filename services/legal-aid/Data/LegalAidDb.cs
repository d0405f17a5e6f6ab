using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.LegalAid.Data;

internal sealed class LegalAidDb(DbContextOptions<LegalAidDb> options) : CapacityDb(options)
{
    public DbSet<Matter> Matters => Set<Matter>();
    public DbSet<PanelMember> Panel => Set<PanelMember>();
    public DbSet<Assignment> Assignments => Set<Assignment>();
    public DbSet<ConflictMark> ConflictMarks => Set<ConflictMark>();
    public DbSet<ConflictCheckRecord> ConflictChecks => Set<ConflictCheckRecord>();
    public DbSet<CriminalComplaint> Complaints => Set<CriminalComplaint>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Matter>(matter =>
        {
            matter.ToTable("Matters").HasKey(m => m.AttemptId);
            matter.Property(m => m.AttemptId).ValueGeneratedNever();
            matter.Property(m => m.AssignedTo).IsConcurrencyToken();
            matter
                .HasOne<Attempt>()
                .WithOne()
                .HasForeignKey<Matter>(m => m.AttemptId)
                .OnDelete(DeleteBehavior.Restrict);
            matter.HasIndex(m => m.AssignedTo);
        });
        modelBuilder.Entity<PanelMember>(member =>
        {
            member.ToTable("Panel").Property(m => m.Id).ValueGeneratedNever();
            member.Property(m => m.Name).HasMaxLength(200);
            member.Property(m => m.Provinces).IsJson(500);
            member.Property(m => m.Languages).IsJson(500);
            member.Property(m => m.Does).IsJson(1000);
            member.Property(m => m.Version).IsConcurrencyToken();
            member.HasIndex(m => new { m.OrganisationId, m.Id });
        });
        modelBuilder.Entity<Assignment>(assignment =>
        {
            assignment.Property(a => a.Id).ValueGeneratedNever();
            assignment.Property(a => a.By).HasMaxLength(100);
            assignment
                .Property(a => a.SealedNote)
                .HasMaxLength(4000)
                .SealedFor(Assignment.NotePurpose, nameof(Assignment.Id));
            assignment.HasOne<Attempt>().WithMany().HasForeignKey(a => a.AttemptId).OnDelete(DeleteBehavior.Restrict);
            assignment
                .HasOne<PanelMember>()
                .WithMany()
                .HasForeignKey(a => a.MemberId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<ConflictMark>(mark =>
        {
            mark.Property(m => m.Id).ValueGeneratedNever();
            mark.Property(m => m.Mac).HasMaxLength(32);
            mark.HasOne<Attempt>().WithMany().HasForeignKey(m => m.AttemptId).OnDelete(DeleteBehavior.Restrict);
            mark.HasIndex(m => new { m.OrganisationId, m.Mac });
        });
        modelBuilder.Entity<ConflictCheckRecord>(check =>
        {
            check.ToTable("ConflictChecks").Property(c => c.Id).ValueGeneratedNever();
            check.Property(c => c.By).HasMaxLength(100);
            check.HasOne<Attempt>().WithMany().HasForeignKey(c => c.AttemptId).OnDelete(DeleteBehavior.Restrict);
            check.HasIndex(c => new { c.AttemptId, c.At });
        });
        modelBuilder.Entity<CriminalComplaint>(complaint =>
        {
            complaint.ToTable("CriminalComplaints").HasKey(c => c.AttemptId);
            complaint.Property(c => c.AttemptId).ValueGeneratedNever();
            complaint
                .Property(c => c.SealedReference)
                .HasMaxLength(1000)
                .SealedFor(CriminalComplaint.ReferencePurpose, nameof(CriminalComplaint.AttemptId));
            complaint.Property(c => c.By).HasMaxLength(100);
            complaint
                .HasOne<Attempt>()
                .WithOne()
                .HasForeignKey<CriminalComplaint>(c => c.AttemptId)
                .OnDelete(DeleteBehavior.Restrict);
        });
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<LegalAidDb>
    {
        public LegalAidDb CreateDbContext(string[] args) => new(DesignTime.Options<LegalAidDb>());
    }
}
