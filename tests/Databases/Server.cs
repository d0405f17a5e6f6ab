using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace ReferralNetwork.Testing.Databases;

/// <summary>Where a test keeps a database, chosen as the product chooses it.</summary>
/// <param name="Provider">As in <c>Database:Provider</c>.</param>
/// <param name="ConnectionString">Null for SQLite, and where nothing is ever opened.</param>
/// <param name="Folder">SQLite's.</param>
public sealed record Server(string Provider, string? ConnectionString = null, string Folder = "")
{
    /// <summary>Makes models, scripts and queries; nothing listens there.</summary>
    public static readonly Server NoSqlServer = new("sqlserver", "Server=nowhere.invalid;Database=none;Encrypt=false");

    /// <summary>The same of PostgreSQL.</summary>
    public static readonly Server NoPostgres = new("postgres", "Host=nowhere.invalid;Database=none");

    /// <summary>A SQL Server that somebody has: its connection string, of a login that may create databases.</summary>
    public const string SqlServerVariable = "SQLSERVER";

    public static Server GivenSqlServer()
    {
        var given = Environment.GetEnvironmentVariable(SqlServerVariable);
        Assert.SkipUnless(
            !string.IsNullOrEmpty(given),
            $"{SqlServerVariable} names no SQL Server: its scripts and queries are tested without one"
        );
        return new("sqlserver", given);
    }

    /// <summary>The same server with a database of a name that nobody has; made by whoever migrates it.</summary>
    internal Server NewDatabase() =>
        ConnectionString is null
            ? this
            : this with
            {
                // Both drivers know the key by this name.
                ConnectionString = new DbConnectionStringBuilder
                {
                    ConnectionString = ConnectionString,
                    ["Database"] = $"test_{Guid.NewGuid():N}",
                }.ConnectionString,
            };

    internal DbContext Open(Type context, Action<DbContextOptionsBuilder>? more = null)
    {
        var options = (DbContextOptionsBuilder)
            Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(context))!;
        Platform.Data.Databases.Use(
            options,
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["Database:Provider"] = Provider,
                        ["Database:ConnectionString"] = ConnectionString,
                    }
                )
                .Build(),
            "test",
            Folder
        );
        more?.Invoke(options);
        return (DbContext)Activator.CreateInstance(context, options.Options)!;
    }
}

/// <summary>A database of a test's own, gone when the test ends.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Type _context;

    public TestDatabase(Server server, Type context)
    {
        (Server, _context) = (server.NewDatabase(), context);
        Db = Again();
    }

    public Server Server { get; }
    public DbContext Db { get; }

    /// <summary>As another replica opens it.</summary>
    public DbContext Again() => Server.Open(_context);

    public async ValueTask DisposeAsync()
    {
        await Db.Database.EnsureDeletedAsync();
        await Db.DisposeAsync();
    }
}
