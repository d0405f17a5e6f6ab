using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Data;

/// <summary>
/// The ledger's tables. Each provider service has them in its own database; the context of its kind derives from this
/// one and adds the kind's tables, so that one transaction covers both. Each table's migrations lie where the table is
/// declared.
/// </summary>
public class CapacityDb : DbContext
{
    protected CapacityDb(DbContextOptions options)
        : base(options) { }

    private CapacityDb(DbContextOptions<CapacityDb> options)
        : base(options) { }

    public DbSet<Site> Sites => Set<Site>();
    public DbSet<Pool> Pools => Set<Pool>();
    public DbSet<Referral> Referrals => Set<Referral>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<AgendaItem> Agenda => Set<AgendaItem>();

    /// <summary>The gazetteer's provinces, districts and communes, as far as they have arrived here.</summary>
    public DbSet<GazetteerPlace> GazetteerPlaces => Set<GazetteerPlace>();
    internal DbSet<Hold> Holds => Set<Hold>();
    internal DbSet<AddressRelease> AddressReleases => Set<AddressRelease>();
    internal DbSet<LedgerRepair> LedgerRepairs => Set<LedgerRepair>();
    internal DbSet<GroupReservation> GroupReservations => Set<GroupReservation>();
    internal DbSet<BarredPerson> Barred => Set<BarredPerson>();
    internal DbSet<KnownOrganisation> Organisations => Set<KnownOrganisation>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.UsePlatformConventions();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddPlatformTables();
        modelBuilder.AddRefusals();
        BarredPerson.AddTo(modelBuilder);
        modelBuilder.AddPlaces();
        modelBuilder.AddReferrals();
        modelBuilder.AddAgenda();
        modelBuilder.AddGroupReservations();
        LeaveToLedger(modelBuilder);
    }

    // A kind's migrations create only its own tables; the ledger's create the ledger's tables in every kind's database.
    private void LeaveToLedger(ModelBuilder model)
    {
        if (!EF.IsDesignTime || GetType() == typeof(CapacityDb))
            return;
        foreach (var table in model.Model.GetEntityTypes().Where(type => type.ClrType.Assembly != GetType().Assembly))
            table.SetIsTableExcludedFromMigrations(true);
    }

    /// <summary>For <c>dotnet ef migrations</c> alone.</summary>
    internal sealed class Factory : IDesignTimeDbContextFactory<CapacityDb>
    {
        public CapacityDb CreateDbContext(string[] args) => new(DesignTime.Options<CapacityDb>());
    }
}
