using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// Chooses the database by configuration: <c>Database:Provider</c> (sqlite, postgres, sqlserver) and
/// <c>Database:ConnectionString</c>. SQLite, embedded, is the default.
/// </summary>
internal static class Databases
{
    public static bool IsSqlite(IConfiguration configuration) => Provider(configuration) == "sqlite";

    /// <param name="folder">Where SQLite keeps the service's one file.</param>
    public static void Use(DbContextOptionsBuilder options, IConfiguration configuration, string service, string folder)
    {
        options.ReplaceService<IMigrationsAssembly, InheritedMigrations>();
        // The snapshot names the provider that generated it, so this check would fail on others; instead a test
        // creates, writes and reads every table.
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        switch (Provider(configuration))
        {
            case "sqlite":
                options
                    .UseSqlite(
                        new SqliteConnectionStringBuilder
                        {
                            DataSource = Path.Combine(folder, $"{service}.db"),
                            ForeignKeys = true,
                            DefaultTimeout = 30,
                        }.ConnectionString
                    )
                    .AddInterceptors(SqlitePragmas.Instance);
                break;
            case "postgres":
                // No Kerberos: its library is in no small image, and to look for it is a line of error at each start.
                options.UseNpgsql(
                    new NpgsqlConnectionStringBuilder(ConnectionString(configuration))
                    {
                        GssEncryptionMode = GssEncryptionMode.Disable,
                    }.ConnectionString
                );
                break;
            case "sqlserver":
                options.UseSqlServer(ConnectionString(configuration));
                break;
            case var unknown:
                throw new InvalidOperationException($"Database:Provider {unknown} is not known");
        }
    }

    private static string Provider(IConfiguration configuration) => configuration["Database:Provider"] ?? "sqlite";

    private static string ConnectionString(IConfiguration configuration) => configuration["Database:ConnectionString"]!;

    /// <summary>
    /// WAL lets readers and the writer work at once; FULL makes a commit survive a power cut; secure_delete overwrites
    /// what is deleted, so that a destroyed key is gone from the file.
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();
        private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        // SQLite has no asynchronous I/O, so this is the same call.
        public override Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}
