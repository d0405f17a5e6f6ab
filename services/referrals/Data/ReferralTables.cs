using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Data;

/// <summary>Referrals, what became of them, and who has them.</summary>
internal static class ReferralTables
{
    public static void AddReferrals(this ModelBuilder model)
    {
        model.Entity<Referral>(referral =>
        {
            referral.Property(r => r.Id).ValueGeneratedNever();
            referral.Property(r => r.OrganisationName).HasMaxLength(200);
            referral.Property(r => r.Survivor).IsJson();
            referral.Property(r => r.Plan).IsJson();
            referral.Property(r => r.Places).HasDefaultValue(1);
            referral.Property(r => r.Status).IsConcurrencyToken();
            referral.Property(r => r.Version).IsConcurrencyToken();
            referral.Property(r => r.KeptBy).HasMaxLength(100).HasDefaultValue("");
            referral.HasIndex(r => new
            {
                r.OrganisationId,
                r.CreatedAt,
                r.Id,
            });
            referral.HasIndex(r => new { r.OrganisationId, r.Status });
            referral.HasIndex(r => r.IncidentId);
            referral.HasIndex(r => new { r.OrganisationId, r.UpdatedAt });
            referral.HasIndex(r => new { r.Status, r.RequestedAt });
            referral.HasIndex(r => r.CreatedAt);
            referral.HasIndex(r => r.CaseId);
            referral.HasIndex(r => r.AfterId);
            referral.HasIndex(r => r.OnwardOfId);
        });
        model.Entity<AttemptSnapshot>(attempt =>
        {
            attempt.ToTable("Attempts").Property(a => a.Id).ValueGeneratedNever();
            attempt.Property(a => a.OrganisationName).HasMaxLength(200);
            attempt.Property(a => a.Version).IsConcurrencyToken();
            attempt.HasOne<Referral>().WithMany().HasForeignKey(a => a.ReferralId).OnDelete(DeleteBehavior.Cascade);
            attempt.HasIndex(a => new { a.Status, a.OrganisationId });
        });
        model.Entity<HistoryRow>(history =>
        {
            history.ToTable("History").HasKey(h => new { h.SubjectId, h.SubjectVersion });
            history.Property(h => h.By).HasMaxLength(100);
            history
                .Property(h => h.SealedNote)
                .HasMaxLength(8000)
                .SealedFor(HistoryRow.NotePurpose, nameof(HistoryRow.ReferralId));
            history.HasIndex(h => new { h.BusinessStatus, h.At });
            history.HasOne<Referral>().WithMany().HasForeignKey(h => h.ReferralId).OnDelete(DeleteBehavior.Cascade);
        });
    }

    public static void AddFollowUps(this ModelBuilder model)
    {
        model.Entity<FollowUp>(followUp =>
        {
            followUp.Property(f => f.Id).ValueGeneratedNever();
            followUp.Property(f => f.Result).IsConcurrencyToken();
            followUp.Property(f => f.RecordedBy).HasMaxLength(100);
            followUp
                .Property(f => f.SealedNote)
                .HasMaxLength(8000)
                .SealedFor(FollowUp.NotePurpose, nameof(FollowUp.ReferralId));
            followUp.HasOne<Referral>().WithMany().HasForeignKey(f => f.ReferralId).OnDelete(DeleteBehavior.Cascade);
            followUp
                .HasIndex(f => new
                {
                    f.ReferralId,
                    f.Round,
                    f.Month,
                })
                .IsUnique();
            followUp.HasIndex(f => new { f.OrganisationId, f.DueAt });
            followUp.HasIndex(f => new { f.Told, f.DueAt });
        });
    }

    public static void AddTransfers(this ModelBuilder model)
    {
        model.Entity<ReferralTransfer>(offer =>
        {
            offer.Property(o => o.Id).ValueGeneratedNever();
            offer.Property(o => o.FromName).HasMaxLength(200);
            offer.Property(o => o.ToName).HasMaxLength(200);
            offer.Property(o => o.By).HasMaxLength(100);
            offer.Property(o => o.SealedNote).HasMaxLength(8000).SealedByDataKey();
            offer.Property(o => o.AnsweredAt).IsConcurrencyToken();
            offer.HasOne<Referral>().WithMany().HasForeignKey(o => o.ReferralId).OnDelete(DeleteBehavior.Cascade);
            offer.HasIndex(o => new { o.ToId, o.AnsweredAt });
            offer.HasIndex(o => new { o.FromId, o.AnsweredAt });
            offer.HasIndex(o => o.ExpiresAt);
        });
        model.Entity<FormerOwner>(former =>
        {
            former.Property(f => f.Id).ValueGeneratedNever();
            former.Property(f => f.NextName).HasMaxLength(200);
            former.HasOne<Referral>().WithMany().HasForeignKey(f => f.ReferralId).OnDelete(DeleteBehavior.Cascade);
            former.HasIndex(f => new
            {
                f.OrganisationId,
                f.Until,
                f.Id,
            });
        });
    }
}
