using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Referrals.Data;

/// <summary>Tables of measured outcomes, and of the figures of closed months.</summary>
internal static class FigureTables
{
    public static void AddFigures(this ModelBuilder model)
    {
        model.Entity<MeasuredOutcome>(outcome =>
        {
            outcome.ToTable("MeasuredOutcomes").HasKey(o => new { o.AttemptId, o.Measure });
            outcome
                .HasOne<AttemptSnapshot>()
                .WithMany()
                .HasForeignKey(o => o.AttemptId)
                .OnDelete(DeleteBehavior.Cascade);
            outcome.HasIndex(o => o.ReferralId);
            outcome.HasIndex(o => new { o.Measure, o.FirstAt });
        });
        model.Entity<ClosedMonth>(month => month.HasKey(m => m.Month));
        model.Entity<Figure>(figure =>
        {
            figure.HasKey(f => new
            {
                f.Month,
                f.Kind,
                f.By,
                f.Measure,
                f.Key,
            });
            figure.HasOne<ClosedMonth>().WithMany().HasForeignKey(f => f.Month).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
