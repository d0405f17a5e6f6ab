using Microsoft.Data.Sqlite;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Processes that are killed at the worst moment (SIGKILL), and what the next one finds.</summary>
public sealed class CrashTests(PrivatePostgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-tests-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killed_between_the_subscribers_commit_and_the_senders_it_delivers_again_with_one_effect()
    {
        await Child.Kill(Child.Relaying, _folder);
        Count("notes", "Outbox").ShouldBe(1, "the sender had not committed");
        Count("copies", "Copies").ShouldBe(1, "the subscriber had");
        Count("copies", "Inbox").ShouldBe(1);

        using var held = DataFolder.Open(_folder);
        await using var world = new World(_folder);
        var copies = await world.Start<CopiesModule>();
        var notes = await world.Start<NotesModule>();
        await notes.OutboxIsEmpty();

        Count("copies", "Copies").ShouldBe(1);
        (await copies.Failures()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Killed_in_mid_migration_it_starts_again()
    {
        await Child.Kill(Child.Migrating, _folder);
        Count("copies", "__EFMigrationsLock").ShouldBe(1, "the dead process left its lock");

        using var held = DataFolder.Open(_folder);
        await using var world = new World(_folder);
        var copies = await world.Start<CopiesModule>().InTime();

        (await copies.Copies(Guid.NewGuid())).ShouldBe(0);
        Count("copies", "__EFMigrationsHistory").ShouldBe(1);
        Count("copies", "Half").ShouldBe(0);
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task Killed_in_mid_migration_it_leaves_PostgreSQL_as_it_was_and_starts_again()
    {
        await using var database = new TestDatabase(await postgres.Server(), typeof(TestDb));
        await Child.Kill(Child.Migrating, _folder, database.Server);
        var ct = TestContext.Current.CancellationToken;
        (await PostgresSchema.Lines(database.Db, ct)).ShouldBeEmpty();

        await Migrator.Migrate(database.Db, ct).InTime();

        (await PostgresSchema.Lines(database.Db, ct)).ShouldContain("Half: Id integer");
    }

    private long Count(string service, string table)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder, $"{service}.db")};Pooling=False"
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
        return (long)command.ExecuteScalar()!;
    }
}
