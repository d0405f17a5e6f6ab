using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Data;

/// <summary>
/// What one trade or another keeps beside its attempts. Every provider service has the tables, so that there is one set of
/// migrations; a trade that has no use for one never writes it.
/// </summary>
internal static class TradeTables
{
    public static void AddTradeTables(this ModelBuilder model)
    {
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
        model.Entity<PanelMember>(member =>
        {
            member.ToTable("Panel").Property(m => m.Id).ValueGeneratedNever();
            member.Property(m => m.Name).HasMaxLength(200);
            member.Property(m => m.Provinces).IsJson(500);
            member.Property(m => m.Languages).IsJson(500);
            member.Property(m => m.Does).IsJson(1000);
            member.Property(m => m.Version).IsConcurrencyToken();
            member.HasIndex(m => new { m.OrganisationId, m.Id });
        });
        model.Entity<Assignment>(assignment =>
        {
            assignment.Property(a => a.Id).ValueGeneratedNever();
            assignment.Property(a => a.By).HasMaxLength(100);
            assignment
                .Property(a => a.SealedNote)
                .HasMaxLength(4000)
                .SealedFor(Assignment.NotePurpose, nameof(Assignment.Id));
            assignment.HasOne<Attempt>().WithMany().HasForeignKey(a => a.AttemptId).OnDelete(DeleteBehavior.Restrict);
            assignment
                .HasOne<PanelMember>()
                .WithMany()
                .HasForeignKey(a => a.MemberId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Document>(document =>
        {
            document.Property(d => d.Id).ValueGeneratedNever();
            document.Property(d => d.MediaType).HasMaxLength(100);
            document.Property(d => d.Hash).HasMaxLength(32);
            document.Property(d => d.Key).IsJson(1000).Wrapped(nameof(Document.Id));
            document.Property(d => d.Sealed).SealedByDataKey();
            document.Property(d => d.By).HasMaxLength(100);
            document.HasOne<Attempt>().WithMany().HasForeignKey(d => d.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<CustodyEntry>(entry =>
        {
            // The key lets one entry follow another: of two that would both be next, one is refused.
            entry.ToTable("Custody").HasKey(e => new { e.DocumentId, e.Seq });
            entry.Property(e => e.By).HasMaxLength(100);
            entry.Property(e => e.SealedNote).HasMaxLength(4000).SealedByDataKey();
            entry.Property(e => e.Hash).HasMaxLength(32);
            entry.HasOne<Document>().WithMany().HasForeignKey(e => e.DocumentId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<ConflictMark>(mark =>
        {
            mark.Property(m => m.Id).ValueGeneratedNever();
            mark.Property(m => m.Mac).HasMaxLength(32);
            mark.HasOne<Attempt>().WithMany().HasForeignKey(m => m.AttemptId).OnDelete(DeleteBehavior.Restrict);
            mark.HasIndex(m => new { m.OrganisationId, m.Mac });
        });
        model.Entity<ConflictCheckMade>(check =>
        {
            check.ToTable("ConflictChecks").Property(c => c.Id).ValueGeneratedNever();
            check.Property(c => c.By).HasMaxLength(100);
            check.HasOne<Attempt>().WithMany().HasForeignKey(c => c.AttemptId).OnDelete(DeleteBehavior.Restrict);
            check.HasIndex(c => new { c.AttemptId, c.At });
        });
        model.Entity<CriminalComplaint>(complaint =>
        {
            complaint.ToTable("CriminalComplaints").HasKey(c => c.AttemptId);
            complaint.Property(c => c.AttemptId).ValueGeneratedNever();
            complaint
                .Property(c => c.SealedReference)
                .HasMaxLength(1000)
                .SealedFor(CriminalComplaint.ReferencePurpose, nameof(CriminalComplaint.AttemptId));
            complaint.Property(c => c.By).HasMaxLength(100);
            complaint
                .HasOne<Attempt>()
                .WithOne()
                .HasForeignKey<CriminalComplaint>(c => c.AttemptId)
                .OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Fund>(fund =>
        {
            fund.Property(f => f.Id).ValueGeneratedNever();
            fund.Property(f => f.Name).IsJson(1000);
            fund.Property(f => f.Version).IsConcurrencyToken();
            fund.HasIndex(f => new { f.OrganisationId, f.Id });
            fund.ToTable(
                "Funds",
                table => table.HasCheckConstraint("CK_Funds_Given", "\"Given\" >= 0 AND \"Given\" <= \"Grants\"")
            );
        });
        model.Entity<Grant>(grant =>
        {
            grant.ToTable("Grants").HasKey(g => g.AttemptId);
            grant.Property(g => g.AttemptId).ValueGeneratedNever();
            grant.Property(g => g.By).HasMaxLength(100);
            grant.HasOne<Attempt>().WithOne().HasForeignKey<Grant>(g => g.AttemptId).OnDelete(DeleteBehavior.Restrict);
            grant.HasOne<Fund>().WithMany().HasForeignKey(g => g.FundId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Attendance>(attendance =>
        {
            attendance.ToTable("Attendance").HasKey(a => new { a.AttemptId, a.Day });
            attendance.HasOne<Attempt>().WithMany().HasForeignKey(a => a.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<WorkOutcome>(work =>
        {
            work.ToTable("WorkOutcomes").HasKey(w => new { w.AttemptId, w.Month });
            work.Property(w => w.By).HasMaxLength(100);
            work.HasOne<Attempt>().WithMany().HasForeignKey(w => w.AttemptId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Block>(block =>
        {
            block.Property(b => b.Id).ValueGeneratedNever();
            block.Property(b => b.ReferrerName).HasMaxLength(200);
            block.Property(b => b.By).HasMaxLength(100);
            block.Property(b => b.Members).IsJson(4000);
            block.Property(b => b.Version).IsConcurrencyToken();
            block.HasOne<Pool>().WithMany().HasForeignKey(b => b.PoolId).OnDelete(DeleteBehavior.Restrict);
            block.HasIndex(b => new { b.GroupId, b.PoolId });
            block.HasIndex(b => new
            {
                b.OrganisationId,
                b.EndedAt,
                b.ArrivesAt,
            });
            block.HasIndex(b => b.DueAt);
        });
    }
}
