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
        model.Entity<GroupReservationSnapshot>(block =>
        {
            block.ToTable("Blocks").Property(b => b.Id).ValueGeneratedNever();
            block.Property(b => b.PoolName).IsJson(1000);
            block.Property(b => b.ProviderName).HasMaxLength(200);
            block.Property(b => b.Members).IsJson(4000);
            block.Property(b => b.Version).IsConcurrencyToken();
            block.HasOne<Group>().WithMany().HasForeignKey(b => b.GroupId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
