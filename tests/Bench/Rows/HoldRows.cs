using Npgsql;
using ReferralNetwork.Bench.Load;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Capacity.Placement;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Shelters;

namespace ReferralNetwork.Bench.Rows;

/// <summary>
/// Everybody wants the same pool. The product's hold is the count, the hold's row and the event in one transaction; the
/// yardstick is the one statement that counts, in a transaction of its own. Same database, same number of connections.
/// </summary>
internal static class HoldRows
{
    private const int Callers = 200;
    private const int Places = 100_000;

    private const string Bare = """
        UPDATE "Pools" SET "Held" = "Held" + 1
        WHERE "Id" = $1 AND "Admitting" = 1 AND "Waiting" = 0 AND "Occupied" + "Held" < "Maximum"
        """;

    public static async Task Measure(Run run)
    {
        var servers = await run.Servers();
        await servers.Create("hold");
        // Two hundred wait for twenty connections: on a slow machine longer than a request would.
        var connection = $"{servers.Database("hold")};Timeout=60";
        await using var host = ServiceHost.Build<SheltersModule>(Settings.Of(run, "hold", connection));
        await ServiceHost.Prepare(host);
        var pool = (await Pools.Add(host.Services, 1, Places))[0];
        await using var database = NpgsqlDataSource.Create(connection);

        var turns = await run.Turns(
            async () =>
            {
                await Reset(database);
                return await OpenLoop.Closed(
                    run.Time(4),
                    [.. Enumerable.Repeat((long _) => Hold(host.Services, pool), Callers)]
                );
            },
            async () =>
            {
                await Reset(database);
                return await OpenLoop.Closed(
                    run.Time(4),
                    [.. Enumerable.Repeat((long _) => Update(database, pool), Callers)]
                );
            }
        );
        run.Add("hold-update", turns.Select(turn => turn[0] / turn[1]), Side.BySide(turns, 0, 1));
    }

    private static async Task<bool> Hold(IServiceProvider services, Guid pool)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    var now = await scope
                        .ServiceProvider.GetRequiredService<DatabaseClock>()
                        .Now(CancellationToken.None);
                    return await scope
                        .ServiceProvider.GetRequiredService<Ledger>()
                        .Hold(Guid.CreateVersion7(now), pool, 1, now, CancellationToken.None);
                },
                taken => taken,
                CancellationToken.None
            );
    }

    private static async Task<bool> Update(NpgsqlDataSource database, Guid pool)
    {
        await using var command = database.CreateCommand(Bare);
        command.Parameters.Add(new NpgsqlParameter { Value = pool });
        return await command.ExecuteNonQueryAsync() == 1;
    }

    private static async Task Reset(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """UPDATE "Pools" SET "Held" = 0; TRUNCATE "Holds"; TRUNCATE "Outbox"; """
        );
        await command.ExecuteNonQueryAsync();
    }
}

internal static class Pools
{
    /// <summary>Put into the ledger's table as they are: how they came there is not measured.</summary>
    public static async Task<IReadOnlyList<Guid>> Add(IServiceProvider services, int count, int maximum)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<CapacityDb>(), DateTimeOffset.UtcNow);
        var (site, organisation) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        db.Add(
            new Site
            {
                Id = site,
                OrganisationId = organisation,
                OrganisationName = "Bench Example",
                Name = new LocalText("Bench House", null),
                Area = new Area("12", "1208"),
                Public = false,
                Languages = ["km"],
            }
        );
        var pools = Enumerable
            .Range(0, count)
            .Select(_ => new Pool
            {
                Id = Guid.CreateVersion7(),
                SiteId = site,
                OrganisationId = organisation,
                Name = new LocalText("Bench beds", null),
                Unit = "bed",
                Access = "places",
                Eligibility = Eligibility.Anyone,
                Maximum = maximum,
                Source = "staff",
                UpdatedAt = now,
                ConfirmedAt = now,
                Version = now.ToUnixTimeMicroseconds(),
            })
            .ToList();
        db.AddRange(pools);
        await db.SaveChangesAsync();
        return [.. pools.Select(pool => pool.Id)];
    }
}

internal static class Settings
{
    /// <summary>Of a host in this process that nobody asks over HTTP.</summary>
    /// <param name="broker">Null: no bus to the outside.</param>
    public static HostOptions Of(Run run, string name, string database, Uri? broker = null, string? masterKey = null) =>
        new(
            run.Folder(name),
            new InProcessBus(),
            new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Issuer:Address"] = "http://issuer.bench",
                ["Database:Provider"] = "postgres",
                ["Database:ConnectionString"] = database,
                ["Broker:Address"] = broker?.ToString(),
                ["MasterKey:File"] = masterKey ?? Path.Combine(run.Folder(name), "master.key"),
            }
        );
}
