using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Data;

/// <summary>Columns, keys and indexes of the ledger's tables.</summary>
internal static class LedgerTables
{
    public static void AddPlaces(this ModelBuilder model)
    {
        model.Entity<Site>(site =>
        {
            site.Property(s => s.Id).ValueGeneratedNever();
            site.Property(s => s.OrganisationName).HasMaxLength(200);
            site.Property(s => s.Name).IsJson(1000);
            site.Property(s => s.Area).IsJson(100);
            site.Property(s => s.Position).IsJson(100);
            site.Property(s => s.SealedAddress).HasMaxLength(4000).SealedFor(Site.AddressPurpose, nameof(Site.Id));
            site.Property(s => s.IntakeContact).HasMaxLength(200);
            site.Property(s => s.Languages).IsJson(500);
            site.Property(s => s.Version).IsConcurrencyToken();
            site.HasIndex(s => new { s.OrganisationId, s.Id });
        });
        model.Entity<Pool>(pool =>
        {
            pool.Property(p => p.Id).ValueGeneratedNever();
            pool.Property(p => p.Name).IsJson(1000);
            pool.Property(p => p.Eligibility).IsJson();
            pool.Property(p => p.Trade).HasMaxLength(4000);
            // Integers, so that one CHECK reads the same on every database.
            pool.Property(p => p.Admitting).HasConversion<int>();
            pool.Property(p => p.Overbooked).HasConversion<int>();
            pool.Property(p => p.EditVersion).IsConcurrencyToken();
            pool.HasOne<Site>().WithMany().HasForeignKey(p => p.SiteId).OnDelete(DeleteBehavior.Restrict);
            pool.HasIndex(p => new { p.OrganisationId, p.Id });
            pool.HasIndex(p => p.ClosedUntil);
            pool.ToTable(
                "Pools",
                table =>
                {
                    table.HasCheckConstraint(
                        "CK_Pools_Counts",
                        "\"Maximum\" >= 0 AND \"Occupied\" >= 0 AND \"Held\" >= 0 AND \"Waiting\" >= 0"
                    );
                    table.HasCheckConstraint(
                        "CK_Pools_Promised",
                        "\"Overbooked\" = 1 OR \"Occupied\" + \"Held\" <= \"Maximum\""
                    );
                }
            );
        });
        model.Entity<Hold>(hold =>
        {
            hold.ToTable("Holds").HasKey(h => h.AttemptId);
            hold.Property(h => h.AttemptId).ValueGeneratedNever();
            hold.Property(h => h.Places).HasDefaultValue(1);
            hold.HasIndex(h => h.PoolId);
        });
        model.Entity<LedgerRepair>().Property(r => r.Id).ValueGeneratedNever();
        model.Entity<GazetteerPlace>(place =>
        {
            place.ToTable("Places").HasKey(p => p.Code);
            place.Property(p => p.Code).HasMaxLength(6);
            place.Property(p => p.Name).IsJson(3000);
        });
    }

    public static void AddReferrals(this ModelBuilder model)
    {
        model.Entity<Referral>(referral =>
        {
            referral.Property(r => r.Id).ValueGeneratedNever();
            referral.Property(r => r.ReferrerName).HasMaxLength(200);
            referral.Property(r => r.By).HasMaxLength(100);
            referral.Property(r => r.Plan).IsJson();
            referral.Property(r => r.Shared).HasDefaultValue(true);
            referral.Property(r => r.Survivor).IsJson();
            referral.Property(r => r.PlacesRequested).HasDefaultValue(1);
            referral.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<Attempt>(attempt =>
        {
            attempt.Property(a => a.Id).ValueGeneratedNever();
            attempt.Property(a => a.OrganisationName).HasMaxLength(200);
            attempt.Property(a => a.ReferrerName).HasMaxLength(200);
            attempt.Property(a => a.By).HasMaxLength(100);
            attempt.Property(a => a.Survivor).IsJson();
            attempt.Property(a => a.Shown).IsJson();
            attempt.Property(a => a.SealedNotes).HasMaxLength(8000).SealedFor(Attempt.NotesPurpose, nameof(Attempt.Id));
            attempt.Property(a => a.Status).IsConcurrencyToken();
            attempt.Property(a => a.Version).IsConcurrencyToken();
            attempt.HasOne<Pool>().WithMany().HasForeignKey(a => a.PoolId).OnDelete(DeleteBehavior.Restrict);
            attempt.HasIndex(a => new { a.ReferralId, a.OrganisationId });
            attempt.HasIndex(a => new
            {
                a.OrganisationId,
                a.Status,
                a.RequestedAt,
                a.Id,
            });
            attempt.HasIndex(a => new
            {
                a.PoolId,
                a.Status,
                a.UrgencyRank,
                a.WaitingSince,
            });
            attempt.HasIndex(a => new { a.PoolId, a.PromotedAt });
            attempt.HasIndex(a => new { a.OrganisationId, a.At });
            attempt.HasIndex(a => a.DueAt);
            attempt.HasIndex(a => a.EmptyAt);
            attempt.Property(a => a.PlacesRequested).HasDefaultValue(1);
            attempt.HasIndex(a => new { a.ReferrerId, a.EndedAt });
        });
        model.Entity<AddressRelease>(release =>
        {
            release.Property(r => r.Id).ValueGeneratedNever();
            release.Property(r => r.By).HasMaxLength(100);
            release
                .Property(r => r.SealedEscort)
                .HasMaxLength(1000)
                .SealedFor(AddressRelease.EscortPurpose, nameof(AddressRelease.Id));
            release.HasIndex(r => r.AttemptId);
        });
    }

    public static void AddAgenda(this ModelBuilder model) =>
        model.Entity<AgendaItem>(item =>
        {
            item.ToTable("Agenda").Property(i => i.Id).ValueGeneratedNever();
            item.Property(i => i.SealedNote)
                .HasMaxLength(4000)
                .SealedFor(AgendaItem.NotePurpose, nameof(AgendaItem.Id));
            item.Property(i => i.Version).IsConcurrencyToken();
            item.HasOne<Attempt>().WithMany().HasForeignKey(i => i.AttemptId).OnDelete(DeleteBehavior.Restrict);
            item.HasIndex(i => new
            {
                i.OrganisationId,
                i.EndedAt,
                i.At,
            });
        });

    public static void AddGroupReservations(this ModelBuilder model) =>
        model.Entity<GroupReservation>(reservation =>
        {
            reservation.Property(b => b.Id).ValueGeneratedNever();
            reservation.Property(b => b.ReferrerName).HasMaxLength(200);
            reservation.Property(b => b.By).HasMaxLength(100);
            reservation.Property(b => b.Members).IsJson(4000);
            reservation.Property(b => b.Version).IsConcurrencyToken();
            reservation.HasOne<Pool>().WithMany().HasForeignKey(b => b.PoolId).OnDelete(DeleteBehavior.Restrict);
            reservation.HasIndex(b => new { b.GroupId, b.PoolId });
            reservation.HasIndex(b => new
            {
                b.OrganisationId,
                b.EndedAt,
                b.ArrivesAt,
            });
            reservation.HasIndex(b => b.DueAt);
        });
}
