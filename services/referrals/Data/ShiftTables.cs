using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Data;

/// <summary>Calls of the hotline, and what a shift leaves to the next.</summary>
internal static class ShiftTables
{
    public static void AddShifts(this ModelBuilder model)
    {
        model.Entity<Call>(call =>
        {
            call.Property(c => c.Id).ValueGeneratedNever();
            call.Property(c => c.SealedNumber).HasMaxLength(200).SealedFor(Call.NumberPurpose, nameof(Call.Id));
            call.Property(c => c.CalledBackAt).IsConcurrencyToken();
            call.HasIndex(c => new
            {
                c.OrganisationId,
                c.At,
                c.Id,
            });
            call.HasIndex(c => c.NumberUntil);
        });
        model.Entity<ShiftNote>(shiftNote =>
        {
            shiftNote.Property(h => h.Id).ValueGeneratedNever();
            shiftNote.Property(h => h.By).HasMaxLength(100);
            shiftNote
                .Property(h => h.SealedNote)
                .HasMaxLength(-1)
                .SealedFor(ShiftNote.NotePurpose, nameof(ShiftNote.Id));
            shiftNote.HasIndex(h => new
            {
                h.OrganisationId,
                h.At,
                h.Id,
            });
            shiftNote.HasIndex(h => h.At);
        });
    }
}
