using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Data;

/// <summary>Case conferences and who is invited.</summary>
internal static class ConferenceTables
{
    public static void AddConferences(this ModelBuilder model)
    {
        model.Entity<Conference>(conference =>
        {
            conference.Property(c => c.Id).ValueGeneratedNever();
            conference.Property(c => c.OrganisationName).HasMaxLength(200);
            conference.Property(c => c.SealedNote).HasMaxLength(-1).SealedByDataKey();
            conference.Property(c => c.Version).IsConcurrencyToken();
            conference.HasOne<Referral>().WithMany().HasForeignKey(c => c.ReferralId).OnDelete(DeleteBehavior.Cascade);
            conference
                .HasMany(c => c.Members)
                .WithOne()
                .HasForeignKey(m => m.ConferenceId)
                .OnDelete(DeleteBehavior.Cascade);
            conference.HasIndex(c => new
            {
                c.OrganisationId,
                c.At,
                c.Id,
            });
        });
        model.Entity<ConferenceMember>(member =>
        {
            member.ToTable("ConferenceMembers").HasKey(m => new { m.ConferenceId, m.OrganisationId });
            member.Property(m => m.OrganisationName).HasMaxLength(200);
            member.HasIndex(m => m.OrganisationId);
        });
    }
}
