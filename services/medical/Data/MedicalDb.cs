using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Data;

internal sealed class MedicalDb(DbContextOptions<MedicalDb> options) : CapacityDb(options)
{
    public DbSet<Document> Documents => Set<Document>();
    public DbSet<CustodyEntry> Custody => Set<CustodyEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Document>(document =>
        {
            document.Property(d => d.Id).ValueGeneratedNever();
            document.Property(d => d.MediaType).HasMaxLength(100);
            document.Property(d => d.Hash).HasMaxLength(32);
            document.Property(d => d.Key).IsJson(1000).Wrapped(nameof(Document.Id));
            document.Property(d => d.Sealed).SealedByDataKey();
            document.Property(d => d.By).HasMaxLength(100);
            document.HasOne<Attempt>().WithMany().HasForeignKey(d => d.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<CustodyEntry>(entry =>
        {
            // The key allows one next entry only: of two that are added at once, one is refused.
            entry.ToTable("Custody").HasKey(e => new { e.DocumentId, e.Seq });
            entry.Property(e => e.By).HasMaxLength(100);
            entry.Property(e => e.SealedNote).HasMaxLength(4000).SealedByDataKey();
            entry.Property(e => e.Hash).HasMaxLength(32);
            entry.HasOne<Document>().WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
        });
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<MedicalDb>
    {
        public MedicalDb CreateDbContext(string[] args) => new(DesignTime.Options<MedicalDb>());
    }
}
