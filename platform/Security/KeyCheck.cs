using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Security;

/// <summary>A master key under which something in this database may be sealed.</summary>
internal sealed class KnownKey
{
    public required string Id { get; init; }
    public required DateTimeOffset Since { get; init; }
}

/// <summary>
/// Checks before anything else runs that the key file holds every key that this database knows. A service whose file is
/// missing would otherwise make a new key, open nothing of its data, and seal new data under a key that nobody has
/// kept.
/// </summary>
internal sealed class KeyCheck(IServiceScopeFactory scopes, MasterKey master) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (db, work) = (
            scope.ServiceProvider.GetRequiredService<DbContext>(),
            scope.ServiceProvider.GetRequiredService<UnitOfWork>()
        );
        await work.Run(
            async () =>
            {
                await work.AcquireLock("master-keys", cancellationToken);
                var known = await db.Set<KnownKey>().Select(key => key.Id).ToListAsync(cancellationToken);
                if (known.Find(id => !master.Has(id)) is { } missing)
                {
                    master.DeleteIfJustCreated();
                    throw new InvalidDataException(
                        $"The database was sealed under the master key {missing}, and the key file does not hold it. "
                            + "Put the right file back (MasterKey:File)."
                    );
                }
                if (!known.Contains(master.Id))
                    db.Add(
                        new KnownKey
                        {
                            Id = master.Id,
                            Since = await scope
                                .ServiceProvider.GetRequiredService<DatabaseClock>()
                                .Now(cancellationToken),
                        }
                    );
            },
            cancellationToken
        );
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
