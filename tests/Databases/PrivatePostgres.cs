using Own = ReferralNetwork.Distributed.PrivatePostgres;

namespace ReferralNetwork.Testing.Databases;

/// <summary>
/// The PostgreSQL named by <c>POSTGRES</c> (a connection string of a login that may create databases), or else one of
/// our own, started when first asked for.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    public const string Variable = "POSTGRES";
    private readonly Lazy<Task<Server>> _server;
    private string? _folder;
    private Own? _own;

    public PrivatePostgres() => _server = new(Start);

    public async Task<Server> Server()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given)
            return new("postgres", given);
        Assert.SkipUnless(
            Own.IsInstalled,
            $"No PostgreSQL: {Variable} names none, and the package postgresql is not installed"
        );
        return await _server.Value;
    }

    private async Task<Server> Start()
    {
        _folder = Directory.CreateTempSubdirectory("postgres-").FullName;
        _own = new Own(Path.Combine(_folder, "data"), Guid.NewGuid().ToString("N"));
        await _own.Start(CancellationToken.None);
        return new("postgres", _own.ConnectionString("postgres"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is null)
            return;
        await _own.Stop();
        _own.Dispose();
        Directory.Delete(_folder!, recursive: true);
    }
}
