using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Referrals.Data;

internal sealed class ReferralsDb(DbContextOptions<ReferralsDb> options) : DbContext(options)
{
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<AttemptSnapshot> Attempts => Set<AttemptSnapshot>();
    public DbSet<HistoryRow> History => Set<HistoryRow>();
    public DbSet<ConsentReceipt> Consents => Set<ConsentReceipt>();
    public DbSet<ReferralKey> Keys => Set<ReferralKey>();
    public DbSet<SealedRow> Sealed => Set<SealedRow>();
    public DbSet<AccessEntry> AccessLog => Set<AccessEntry>();
    public DbSet<FollowUp> FollowUps => Set<FollowUp>();
    public DbSet<MeasuredOutcome> Measured => Set<MeasuredOutcome>();
    public DbSet<KnownOrganisation> Organisations => Set<KnownOrganisation>();
    public DbSet<BarredPerson> Barred => Set<BarredPerson>();
    public DbSet<Conference> Conferences => Set<Conference>();
    public DbSet<Call> Calls => Set<Call>();
    public DbSet<ShiftNote> ShiftNotes => Set<ShiftNote>();
    public DbSet<ReferralTransfer> Transfers => Set<ReferralTransfer>();
    public DbSet<FormerOwner> FormerOwners => Set<FormerOwner>();
    public DbSet<Incident> Incidents => Set<Incident>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<GroupReservationSnapshot> GroupReservations => Set<GroupReservationSnapshot>();
    public DbSet<AvailabilityRow> Availability => Set<AvailabilityRow>();
    public DbSet<PlaceRow> Places => Set<PlaceRow>();
    public DbSet<ClosedMonth> ClosedMonths => Set<ClosedMonth>();
    public DbSet<Figure> Figures => Set<Figure>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
        modelBuilder.AddRefusals();
        BarredPerson.AddTo(modelBuilder);
        modelBuilder.Entity<Referral>(referral =>
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
        modelBuilder.Entity<AttemptSnapshot>(attempt =>
        {
            attempt.ToTable("Attempts").Property(a => a.Id).ValueGeneratedNever();
            attempt.Property(a => a.OrganisationName).HasMaxLength(200);
            attempt.Property(a => a.Version).IsConcurrencyToken();
            attempt.HasOne<Referral>().WithMany().HasForeignKey(a => a.ReferralId).OnDelete(DeleteBehavior.Cascade);
            attempt.HasIndex(a => new { a.Status, a.OrganisationId });
        });
        modelBuilder.Entity<HistoryRow>(history =>
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
        modelBuilder.AddConsents();
        modelBuilder.AddGroups();
        modelBuilder.Entity<FollowUp>(followUp =>
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
        modelBuilder.Entity<Conference>(conference =>
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
        modelBuilder.Entity<ConferenceMember>(member =>
        {
            member.ToTable("ConferenceMembers").HasKey(m => new { m.ConferenceId, m.OrganisationId });
            member.Property(m => m.OrganisationName).HasMaxLength(200);
            member.HasIndex(m => m.OrganisationId);
        });
        modelBuilder.Entity<Call>(call =>
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
        modelBuilder.Entity<ShiftNote>(shiftNote =>
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
        modelBuilder.Entity<ReferralTransfer>(offer =>
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
        modelBuilder.Entity<FormerOwner>(former =>
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
        modelBuilder.Entity<AvailabilityRow>(row =>
        {
            row.ToTable("Availability").HasKey(a => a.PoolId);
            row.Property(a => a.PoolId).ValueGeneratedNever();
            row.Property(a => a.Version).IsConcurrencyToken();
            row.Property(a => a.State).IsJson(-1);
            row.HasIndex(a => a.AppliedAt);
        });
        modelBuilder.Entity<PlaceRow>(place =>
        {
            place.ToTable("Places").HasKey(p => p.Code);
            place.Property(p => p.Code).HasMaxLength(6);
            place.Property(p => p.Name).IsJson(3000);
            place.HasIndex(p => p.ChangedAt);
        });
        modelBuilder.AddIncidents();
        modelBuilder.AddFigures();
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<ReferralsDb>
    {
        public ReferralsDb CreateDbContext(string[] args) => new(DesignTime.Options<ReferralsDb>());
    }
}
