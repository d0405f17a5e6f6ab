using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Referrals.Data;

/// <summary>What is counted besides referrals, and what was counted.</summary>
internal static class FigureTables
{
    public static void AddFigures(this ModelBuilder model)
    {
        model.Entity<WorkResult>(work =>
        {
            work.ToTable("WorkResults").HasKey(w => new { w.AttemptId, w.Month });
            work.HasOne<KnownAttempt>().WithMany().HasForeignKey(w => w.AttemptId).OnDelete(DeleteBehavior.Cascade);
            work.HasIndex(w => w.ReferralId);
            work.HasIndex(w => new { w.Month, w.FirstAt });
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
