using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Referrals.Data;

internal static class IncidentTables
{
    /// <summary>Tables of incidents, and of alerts about them and about referrals.</summary>
    public static void AddIncidents(this ModelBuilder model)
    {
        model.Entity<Incident>(incident =>
        {
            incident.Property(i => i.Id).ValueGeneratedNever();
            incident.Property(i => i.District).HasMaxLength(6);
            incident.Property(i => i.OrganisationName).HasMaxLength(200);
            incident.Property(i => i.By).HasMaxLength(100);
            incident.Property(i => i.SecondName).HasMaxLength(200);
            incident.Property(i => i.SecondBy).HasMaxLength(100);
            incident.Property(i => i.ReviewedBy).HasMaxLength(100);
            incident.Property(i => i.Version).IsConcurrencyToken();
            incident.HasIndex(i => i.Until);
            incident.HasIndex(i => i.OrganisationId);
            incident.HasIndex(i => i.SecondId);
        });
        model.Entity<Alert>(alert =>
        {
            alert.Property(a => a.Id).ValueGeneratedNever();
            alert.HasIndex(a => new
            {
                a.OrganisationId,
                a.At,
                a.Id,
            });
            alert.HasIndex(a => new
            {
                a.Coordinator,
                a.At,
                a.Id,
            });
            alert.HasIndex(a => a.ReferralId);
            alert.HasIndex(a => new
            {
                a.OrganisationId,
                a.Code,
                a.At,
            });
            alert.Property(a => a.Count).HasDefaultValue(1);
            alert.Property(a => a.Superseded).HasDefaultValue(false);
        });
    }
}
