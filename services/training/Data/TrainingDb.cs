using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Training.Data;

internal sealed class TrainingDb(DbContextOptions<TrainingDb> options) : CapacityDb(options)
{
    public DbSet<Intake> Intakes => Set<Intake>();
    public DbSet<Screening> Screenings => Set<Screening>();
    public DbSet<Fund> Funds => Set<Fund>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<Attendance> Attendance => Set<Attendance>();
    public DbSet<WorkOutcome> Work => Set<WorkOutcome>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Intake>(intake =>
        {
            intake.ToTable("Intakes").HasKey(i => i.PoolId);
            intake.Property(i => i.PoolId).ValueGeneratedNever();
            intake.Property(i => i.Version).IsConcurrencyToken();
            intake.HasOne<Pool>().WithOne().HasForeignKey<Intake>(i => i.PoolId).OnDelete(DeleteBehavior.Restrict);
            intake.HasIndex(i => i.StartsAt);
            intake.HasIndex(i => new { i.CourseId, i.StartsAt });
        });
        modelBuilder.Entity<Screening>(screening =>
        {
            screening.ToTable("Screenings").HasKey(s => s.AttemptId);
            screening.Property(s => s.AttemptId).ValueGeneratedNever();
            screening.Property(s => s.Version).IsConcurrencyToken();
            screening
                .HasOne<Attempt>()
                .WithOne()
                .HasForeignKey<Screening>(s => s.AttemptId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Fund>(fund =>
        {
            fund.Property(f => f.Id).ValueGeneratedNever();
            fund.Property(f => f.Name).IsJson(1000);
            fund.Property(f => f.Version).IsConcurrencyToken();
            fund.HasIndex(f => new { f.OrganisationId, f.Id });
            fund.ToTable(
                "Funds",
                table => table.HasCheckConstraint("CK_Funds_Given", "\"Given\" >= 0 AND \"Given\" <= \"Grants\"")
            );
        });
        modelBuilder.Entity<Grant>(grant =>
        {
            grant.ToTable("Grants").HasKey(g => g.AttemptId);
            grant.Property(g => g.AttemptId).ValueGeneratedNever();
            grant.Property(g => g.By).HasMaxLength(100);
            grant.HasOne<Attempt>().WithOne().HasForeignKey<Grant>(g => g.AttemptId).OnDelete(DeleteBehavior.Restrict);
            grant.HasOne<Fund>().WithMany().HasForeignKey(g => g.FundId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<Attendance>(attendance =>
        {
            attendance.ToTable("Attendance").HasKey(a => new { a.AttemptId, a.Day });
            attendance.HasOne<Attempt>().WithMany().HasForeignKey(a => a.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<WorkOutcome>(work =>
        {
            work.ToTable("WorkOutcomes").HasKey(w => new { w.AttemptId, w.Month });
            work.Property(w => w.By).HasMaxLength(100);
            work.HasOne<Attempt>().WithMany().HasForeignKey(w => w.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<TrainingDb>
    {
        public TrainingDb CreateDbContext(string[] args) => new(DesignTime.Options<TrainingDb>());
    }
}
