using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Transport;

internal sealed class TransportDb(DbContextOptions<TransportDb> options) : CapacityDb(options)
{
    public DbSet<Ride> Rides => Set<Ride>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Ride>(ride =>
        {
            ride.ToTable("Rides").HasKey(r => r.AttemptId);
            ride.Property(r => r.AttemptId).ValueGeneratedNever();
            ride.HasOne<Attempt>().WithOne().HasForeignKey<Ride>(r => r.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}

internal sealed class Ride
{
    public required Guid AttemptId { get; init; }
    public string Driver { get; set; } = "";
    public DateTimeOffset CallAt { get; set; }
    public bool Called { get; set; }
}
