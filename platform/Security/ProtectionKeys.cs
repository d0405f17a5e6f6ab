using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Security;

/// <summary>
/// ASP.NET Core Data Protection's keys (cookies, forms) as rows of the service's database, shared by its replicas, each
/// encrypted under the master key, which is not in it.
/// </summary>
public static class ProtectionKeys
{
    /// <summary>Call from OnModelCreating of a service with pages.</summary>
    public static void AddProtectionKeys(this ModelBuilder model) =>
        model.Entity<ProtectionKey>(keys =>
        {
            keys.ToTable("ProtectionKeys").HasKey(key => key.Id);
            keys.Property(key => key.Id).ValueGeneratedNever();
            keys.Property(key => key.Xml).HasMaxLength(-1);
        });

    /// <param name="application">Whose keys they are: replicas of one service share them.</param>
    public static void ProtectByMasterKey(this IServiceCollection services, string application)
    {
        // Before the framework's own service, which makes a key at start where it finds none.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, FirstKey>());
        services.AddDataProtection().SetApplicationName(application);
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IServiceScopeFactory, Sealer>(
                (options, scopes, sealer) =>
                    (options.XmlRepository, options.XmlEncryptor) = (new Rows(scopes), new Encryptor(sealer))
            );
    }

    /// <summary>Seals the keys again under the first master key of the file.</summary>
    /// <returns>How many; 0 in a service without pages.</returns>
    internal static async Task<int> Reseal(DbContext db, UnitOfWork work, Sealer sealer, CancellationToken ct)
    {
        if (db.Model.FindEntityType(typeof(ProtectionKey)) is null)
            return 0;
        var count = 0;
        await work.Run(
            async () =>
            {
                foreach (var key in await db.Set<ProtectionKey>().ToListAsync(ct))
                {
                    var xml = XElement.Parse(key.Xml);
                    if (xml.Descendants("sealed").SingleOrDefault() is not { } text)
                        continue;
                    var before = Convert.FromBase64String(text.Value);
                    var after = sealer.Reseal(Purpose, Guid.Empty, before);
                    if (ReferenceEquals(before, after))
                        continue;
                    text.Value = Convert.ToBase64String(after);
                    key.Xml = xml.ToString(SaveOptions.DisableFormatting);
                    count++;
                }
            },
            ct
        );
        return count;
    }

    /// <summary>Has replicas that start together make one first key: a replica looks for others' keys only once a day,
    /// and until then could not read cookies that another has made.</summary>
    private sealed class FirstKey(
        IServiceScopeFactory scopes,
        IKeyManager keys,
        IOptions<KeyManagementOptions> options,
        TimeProvider time
    ) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<DbContext>();
            // SQLite has one process, which needs no lock; a transaction here would block the one that stores the key.
            if (Dialect.AcquireLock(Dialect.Of(db)) is not { } alone)
                return;
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.Database.ExecuteSqlRawAsync(alone, ["protection-keys"], cancellationToken);
            var now = time.GetUtcNow();
            if (keys.GetAllKeys().Count == 0)
                keys.CreateNewKey(now, now + options.Value.NewKeyLifetime);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class ProtectionKey
    {
        public required Guid Id { get; init; }
        public required string Xml { get; set; }
    }

    /// <summary>Synchronous, as its interface requires; keys are read once a day and written every 90 days.</summary>
    private sealed class Rows(IServiceScopeFactory scopes) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var scope = scopes.CreateScope();
            return
            [
                .. scope
                    .ServiceProvider.GetRequiredService<DbContext>()
                    .Set<ProtectionKey>()
                    .AsNoTracking()
                    .Select(key => key.Xml)
                    .AsEnumerable()
                    .Select(XElement.Parse),
            ];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var scope = scopes.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<DbContext>();
            db.Add(new ProtectionKey { Id = Guid.NewGuid(), Xml = element.ToString(SaveOptions.DisableFormatting) });
            db.SaveChanges();
        }
    }

    private const string Purpose = "data-protection";

    private sealed class Encryptor(Sealer sealer) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
            new(
                new XElement(
                    "sealed",
                    Convert.ToBase64String(
                        sealer.Seal(Purpose, Guid.Empty, plaintextElement.ToString(SaveOptions.DisableFormatting))
                    )
                ),
                typeof(Decryptor)
            );
    }

    /// <summary>Created by Data Protection from the type's name, which it stores with the key.</summary>
    internal sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) =>
            XElement.Parse(
                services
                    .GetRequiredService<Sealer>()
                    .Open<string>(Purpose, Guid.Empty, Convert.FromBase64String(encryptedElement.Value))
            );
    }
}
