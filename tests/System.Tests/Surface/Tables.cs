using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>The rows of every service's database, read beside the running network.</summary>
internal static class Tables
{
    // Heartbeats come and go here; what the others hold must stay.
    private static readonly string[] Passing = ["Outbox", "sqlite_sequence"];

    /// <summary>By <c>service.table</c>: the number of rows and a hash of them all, once no event is under
    /// way.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Snapshot(string folder)
    {
        await Settle(folder);
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*.db"))
        {
            using var db = Open(file);
            foreach (var table in Strings(db, "SELECT name FROM sqlite_master WHERE type = 'table'").Except(Passing))
                tables[$"{Path.GetFileNameWithoutExtension(file)}.{table}"] = Digest(db, table);
        }
        return tables;
    }

    /// <summary>The tables that are not what they were.</summary>
    public static async Task<IReadOnlyList<string>> ChangedSince(
        IReadOnlyDictionary<string, string> before,
        string folder
    ) =>
        [
            .. (await Snapshot(folder))
                .Where(table => before.GetValueOrDefault(table.Key) != table.Value)
                .Select(table => $"{table.Key}: {before.GetValueOrDefault(table.Key)} became {table.Value}"),
        ];

    /// <summary>Waits until every event has arrived everywhere.</summary>
    public static Task Settle(string folder) =>
        Eventually.IsSo(
            // An answer goes out at one service while its question still stands at another, so one look around may miss
            // both; no answer has an answer, so three looks miss nothing.
            () =>
                Task.FromResult(
                    Enumerable.Range(0, 3).All(_ => Directory.EnumerateFiles(folder, "*.db").All(HasNoneUnderWay))
                ),
            "no event is under way"
        );

    private static bool HasNoneUnderWay(string file)
    {
        using var db = Open(file);
        return Strings(db, "SELECT Type FROM Outbox").All(type => type.EndsWith("Heartbeat", StringComparison.Ordinal));
    }

    public static int Do(string folder, string service, string sql, params (string Name, object Value)[] values)
    {
        using var db = Open(Path.Combine(folder, $"{service}.db"));
        using var command = Command(db, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? One(string folder, string service, string sql, params (string Name, object Value)[] values)
    {
        using var db = Open(Path.Combine(folder, $"{service}.db"));
        using var command = Command(db, sql, values);
        return command.ExecuteScalar();
    }

    public static IReadOnlyList<string> All(string folder, string service, string sql)
    {
        using var db = Open(Path.Combine(folder, $"{service}.db"));
        return Strings(db, sql);
    }

    public static long Count(SqliteTransaction reading, string table)
    {
        using var command = Command(reading.Connection!, $"SELECT COUNT(*) FROM \"{table}\"", []);
        command.Transaction = reading;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>A connection of its own, in nobody's pool: closed is closed.</summary>
    public static SqliteConnection Open(string file)
    {
        var db = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Pooling = false,
                DefaultTimeout = 30,
            }.ConnectionString
        );
        db.Open();
        return db;
    }

    private static SqliteCommand Command(SqliteConnection db, string sql, (string Name, object Value)[] values)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static List<string> Strings(SqliteConnection db, string sql)
    {
        using var command = Command(db, sql, []);
        using var reader = command.ExecuteReader();
        var all = new List<string>();
        while (reader.Read())
            all.Add(reader.GetString(0));
        return all;
    }

    private static string Digest(SqliteConnection db, string table)
    {
        using var command = Command(db, $"SELECT * FROM \"{table}\" ORDER BY 1, 2", []);
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0;
        for (; reader.Read(); rows++)
        for (var i = 0; i < reader.FieldCount; i++)
            hash.AppendData(
                reader.GetValue(i) switch
                {
                    byte[] bytes => bytes,
                    var value => global::System.Text.Encoding.UTF8.GetBytes($"{value}|"),
                }
            );
        return $"{rows} rows {Convert.ToHexStringLower(hash.GetHashAndReset())[..16]}";
    }
}
