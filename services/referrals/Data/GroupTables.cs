using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Referrals.Data;

internal static class GroupTables
{
    public static void AddGroups(this ModelBuilder model)
    {
        model.Entity<Group>(group =>
        {
            group.Property(g => g.Id).ValueGeneratedNever();
            group.Property(g => g.OrganisationName).HasMaxLength(200);
            group.Property(g => g.KeptBy).HasMaxLength(100);
            group.Property(g => g.Version).IsConcurrencyToken();
            group.HasIndex(g => new { g.OrganisationId, g.EndedAt });
            group.HasIndex(g => g.IncidentId);
        });
        model.Entity<GroupReservationSnapshot>(reservation =>
        {
            reservation.ToTable("GroupReservations").Property(b => b.Id).ValueGeneratedNever();
            reservation.Property(b => b.PoolName).IsJson(1000);
            reservation.Property(b => b.ProviderName).HasMaxLength(200);
            reservation.Property(b => b.Members).IsJson(4000);
            reservation.Property(b => b.Version).IsConcurrencyToken();
            reservation.HasOne<Group>().WithMany().HasForeignKey(b => b.GroupId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
