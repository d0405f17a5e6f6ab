using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Referrals.Data;

/// <summary>What the search index is built from at a start.</summary>
internal static class SearchTables
{
    public static void AddSearch(this ModelBuilder model)
    {
        model.Entity<AvailabilityRow>(row =>
        {
            row.ToTable("Availability").HasKey(a => a.PoolId);
            row.Property(a => a.PoolId).ValueGeneratedNever();
            row.Property(a => a.Version).IsConcurrencyToken();
            row.Property(a => a.State).IsJson(-1);
            row.HasIndex(a => a.AppliedAt);
        });
        model.Entity<PlaceRow>(place =>
        {
            place.ToTable("Places").HasKey(p => p.Code);
            place.Property(p => p.Code).HasMaxLength(6);
            place.Property(p => p.Name).IsJson(3000);
            place.HasIndex(p => p.ChangedAt);
        });
    }
}
