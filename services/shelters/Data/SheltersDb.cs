using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Shelters.Data;

internal sealed class SheltersDb(DbContextOptions<SheltersDb> options) : CapacityDb(options)
{
    public DbSet<Stay> Stays => Set<Stay>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Stay>(stay =>
        {
            stay.ToTable("Stays").HasKey(s => s.AttemptId);
            stay.Property(s => s.AttemptId).ValueGeneratedNever();
            stay.Property(s => s.Version).IsConcurrencyToken();
            stay.HasOne<Attempt>().WithOne().HasForeignKey<Stay>(s => s.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<SheltersDb>
    {
        public SheltersDb CreateDbContext(string[] args) => new(DesignTime.Options<SheltersDb>());
    }
}
