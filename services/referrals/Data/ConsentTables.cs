using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Data;

/// <summary>Tables of consents, of what is sealed under a referral's key, and of who opened that.</summary>
internal static class ConsentTables
{
    public static void AddConsents(this ModelBuilder model)
    {
        model.Entity<ConsentReceipt>(consent =>
        {
            consent.Property(c => c.Id).ValueGeneratedNever();
            consent.Property(c => c.Purposes).IsJson(1000);
            consent.Property(c => c.Ends).IsJson(1000);
            consent.Property(c => c.Recipients).IsJson(2000);
            consent.Property(c => c.Fields).IsJson(200);
            consent.Property(c => c.Assent).HasMaxLength(10);
            consent
                .Property(c => c.SealedRecord)
                .HasMaxLength(8000)
                .SealedFor(ConsentReceipt.RecordPurpose, nameof(ConsentReceipt.Id));
            consent.Property(c => c.TakenBy).HasMaxLength(100);
            consent.HasIndex(c => c.RemindAt);
            consent.HasIndex(c => c.EndAt);
            consent.HasOne<Referral>().WithMany().HasForeignKey(c => c.ReferralId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ReferralKey>(key =>
        {
            key.ToTable("Keys").HasKey(k => k.ReferralId);
            key.Property(k => k.ReferralId).ValueGeneratedNever();
            key.Property(k => k.Key)
                .HasMaxLength(100)
                .Wrapped(nameof(ReferralKey.ReferralId), nameof(ReferralKey.MasterKeyId));
        });
        model.Entity<SealedRow>(row =>
        {
            row.ToTable("Sealed").HasKey(s => new { s.ReferralId, s.What });
            row.Property(s => s.Sealed).HasMaxLength(-1).SealedByDataKey();
        });
        model.Entity<AccessEntry>(entry =>
        {
            entry.ToTable("AccessLog").Property(e => e.Id).ValueGeneratedNever();
            entry.Property(e => e.Who).HasMaxLength(100);
            entry.Property(e => e.OrganisationName).HasMaxLength(200);
            entry.Property(e => e.What).HasMaxLength(200);
            entry.Property(e => e.Why).HasMaxLength(200);
            entry.HasIndex(e => new
            {
                e.ReferralId,
                e.At,
                e.Id,
            });
        });
    }
}
