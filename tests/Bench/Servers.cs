using System.Text;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Bench;

/// <summary>A RabbitMQ and a PostgreSQL as the distributed form starts them, without its services.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly PrivateBroker _broker;
    private readonly PrivatePostgres _postgres;

    private Servers(string folder)
    {
        _broker = new PrivateBroker(Path.Combine(folder, "rabbitmq"), "bench");
        _postgres = new PrivatePostgres(Path.Combine(folder, "postgres"), "bench");
    }

    public Uri Broker => new(_broker.Address);

    public string Database(string name) => _postgres.ConnectionString(name);

    public static async Task<Servers> Start(string folder, IDictionary<string, string> versions)
    {
        var servers = new Servers(folder);
        try
        {
            servers._broker.Start();
            await servers._postgres.Start(CancellationToken.None);
            await servers._broker.Ready(CancellationToken.None);
            await Tell(servers.Broker, servers.Database("postgres"), versions);
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    public Task Create(params string[] databases) => _postgres.Create(databases);

    /// <summary>What they say of themselves.</summary>
    public static async Task Tell(Uri broker, string database, IDictionary<string, string> versions)
    {
        await using var rabbit = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        string Says(string name) => Encoding.UTF8.GetString((byte[])rabbit.ServerProperties![name]!);
        (versions["RabbitMQ"], versions["Erlang"]) = (
            Says("version"),
            Says("platform").Replace("Erlang/", "", StringComparison.Ordinal)
        );
        await using var postgres = new NpgsqlConnection(database);
        await postgres.OpenAsync();
        versions["PostgreSQL"] = postgres.PostgreSqlVersion.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_broker.Stop(), _postgres.Stop());
        _broker.Dispose();
        _postgres.Dispose();
        NpgsqlConnection.ClearAllPools();
    }
}
