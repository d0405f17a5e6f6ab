using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Identity.Data;

/// <summary>Organisations, and what is kept of each.</summary>
internal static class PartnerTables
{
    public static void AddPartners(this ModelBuilder model)
    {
        model.Entity<Organisation>(organisations =>
        {
            organisations.Property(o => o.Id).ValueGeneratedNever();
            organisations.Property(o => o.Name).IsJson(2000);
            organisations.Property(o => o.Kinds).IsJson(500);
            organisations.Property(o => o.Version).IsConcurrencyToken();
            organisations.HasIndex(o => new { o.CreatedAt, o.Id });
        });
        model.Entity<PartnerRecord>(records =>
        {
            records.Property(r => r.Id).ValueGeneratedNever();
            records.Property(r => r.Met).IsJson(1000);
            records.Property(r => r.Unmet).IsJson(1000);
            records
                .Property(r => r.SealedNote)
                .HasMaxLength(8000)
                .SealedFor(PartnerRecord.NotePurpose, nameof(PartnerRecord.Id));
            records.Property(r => r.By).HasMaxLength(100);
            records.HasIndex(r => new
            {
                r.OrganisationId,
                r.CreatedAt,
                r.Id,
            });
            records
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(r => r.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Complaint>(complaints =>
        {
            complaints.Property(c => c.Id).ValueGeneratedNever();
            complaints
                .Property(c => c.SealedText)
                .HasMaxLength(-1)
                .SealedFor(Complaint.TextPurpose, nameof(Complaint.Id));
            complaints
                .Property(c => c.SealedNote)
                .HasMaxLength(-1)
                .SealedFor(Complaint.NotePurpose, nameof(Complaint.Id));
            complaints.Property(c => c.ClosedBy).HasMaxLength(100);
            complaints.Property(c => c.Version).IsConcurrencyToken();
            complaints.HasIndex(c => new { c.CreatedAt, c.Id });
            complaints
                .HasOne<Organisation>()
                .WithMany()
                .HasForeignKey(c => c.OrganisationId)
                .OnDelete(DeleteBehavior.Restrict);
        });
    }
}
