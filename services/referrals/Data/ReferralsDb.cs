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
        modelBuilder.AddReferrals();
        modelBuilder.AddFollowUps();
        modelBuilder.AddTransfers();
        modelBuilder.AddConsents();
        modelBuilder.AddGroups();
        modelBuilder.AddConferences();
        modelBuilder.AddShifts();
        modelBuilder.AddIncidents();
        modelBuilder.AddSearch();
        modelBuilder.AddFigures();
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<ReferralsDb>
    {
        public ReferralsDb CreateDbContext(string[] args) => new(DesignTime.Options<ReferralsDb>());
    }
}
