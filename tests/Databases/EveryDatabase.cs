using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Testing.Databases;

/// <summary>What every service's one migration set must do on each of the three databases.</summary>
/// <param name="values">Of each type that <see cref="Samples"/> does not know.</param>
public abstract class EveryDatabase(
    PrivatePostgres postgres,
    Translations translations,
    Type context,
    params object[] values
)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Made_from_the_migrations_SQLite_keeps_what_is_put_in()
    {
        var folder = Directory.CreateTempSubdirectory("databases-");
        using (DataFolder.Open(folder.FullName))
            await KeepsRows(new("sqlite", Folder: folder.FullName));
        folder.Delete(recursive: true);

        // Each table was read by a query of its own: so what is asked of SQLite is heard here, and that it translates.
        using var db = Server.NoPostgres.Open(context);
        translations.Count(context).ShouldBeGreaterThanOrEqualTo(db.Model.GetEntityTypes().Count());
    }

    [Fact]
    public void The_migrations_make_the_model()
    {
        using var db = new Server("sqlite").Open(context);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task Made_from_the_migrations_PostgreSQL_keeps_what_is_put_in() =>
        await KeepsRows(await postgres.Server());

    [Fact]
    public async Task Made_from_the_migrations_SQL_Server_keeps_what_is_put_in() =>
        await KeepsRows(Server.GivenSqlServer());

    [Fact]
    public void SQL_Servers_migrations_make_what_its_model_makes()
    {
        using var db = Server.NoSqlServer.Open(context);
        var migrated = TSqlSchema.Of(
            db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent)
        );

        ShouldBeWhatIsCreated([.. migrated.Lines()], [.. TSqlSchema.Of(db.Database.GenerateCreateScript()).Lines()]);
    }

    [Fact]
    public void SQL_Server_accepts_what_the_model_asks_for()
    {
        using var db = Server.NoSqlServer.Open(context);
        var tables = TSqlSchema.Of(db.Database.GenerateCreateScript()).Tables;
        var model = db.GetService<IDesignTimeModel>().Model;

        tables.Keys.ShouldBe(model.GetEntityTypes().Select(type => type.GetTableName()!), ignoreOrder: true);
        tables
            .SelectMany(table => table.Value.Columns.Where(c => c.Identity).Select(c => $"{table.Key}.{c.Name}"))
            .ShouldBe(["Outbox.Seq"]);
        tables
            .SelectMany(table => table.Value.Checks.Keys)
            .ShouldBe(
                model.GetEntityTypes().SelectMany(type => type.GetCheckConstraints()).Select(c => c.Name!),
                ignoreOrder: true
            );
        foreach (var (name, table) in tables)
        foreach (var index in table.Indexes)
        {
            index
                .Columns.Sum(c => (long)c.KeyBytes)
                .ShouldBeLessThanOrEqualTo(index.Clustered ? 900 : 1700, $"{name}: {index}");
            // Its unique indexes hold one null, the others' any number.
            (index.Unique && index.Columns.Any(c => c.Nullable)).ShouldBeFalse($"{name}: {index}");
            index.Filter.ShouldBeNull($"{name}: {index}");
        }
        foreach (var name in tables.Keys)
            Reached(name).ShouldBeUnique($"{name} is deleted along two ways, which SQL Server refuses");

        IEnumerable<string> Reached(string deleted) =>
            tables
                .Where(table => table.Value.References.Any(r => r.Table == deleted && r.Cascades))
                .SelectMany(table => Reached(table.Key).Prepend(table.Key));
    }

    [Fact]
    public void Text_and_bytes_of_any_length_are_of_the_databases_own_type_for_that()
    {
        foreach (
            var (server, text, bytes) in new[]
            {
                (Server.NoSqlServer, "nvarchar(max)", "varbinary(max)"),
                (Server.NoPostgres, "text", "bytea"),
            }
        )
        {
            using var db = server.Open(context);
            var unlimited = db
                .Model.GetEntityTypes()
                .SelectMany(type => type.GetProperties())
                .Where(p => p.GetMaxLength() == -1)
                .ToList();
            unlimited.ShouldNotBeEmpty();
            foreach (var property in unlimited)
                property
                    .GetColumnType()
                    .ShouldBe(
                        property.GetTypeMapping().Converter?.ProviderClrType == typeof(byte[])
                        || property.ClrType == typeof(byte[])
                            ? bytes
                            : text,
                        property.ToString()
                    );
        }
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task PostgreSQLs_migrations_make_what_its_model_makes()
    {
        var server = await postgres.Server();
        await using var migrated = new TestDatabase(server, context);
        await Migrator.Migrate(migrated.Db, Ct);
        await using var created = new TestDatabase(server, context);
        await created.Db.Database.EnsureCreatedAsync(Ct);

        var lines = await PostgresSchema.Lines(migrated.Db, Ct);
        ShouldBeWhatIsCreated(lines, await PostgresSchema.Lines(created.Db, Ct));
        lines
            .Where(line => line.Contains("identity", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .ShouldStartWith("Outbox: Seq bigint");
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task Replicas_that_start_at_once_migrate_PostgreSQL_once()
    {
        await using var database = new TestDatabase(await postgres.Server(), context);
        var replicas = Enumerable.Range(0, 4).Select(_ => database.Again()).ToList();
        await Task.WhenAll(replicas.Select(db => Task.Run(() => Migrator.Migrate(db, Ct), Ct)));
        foreach (var db in replicas)
            await db.DisposeAsync();

        (await database.Db.Database.GetAppliedMigrationsAsync(Ct)).ShouldBe(database.Db.Database.GetMigrations());
    }

    // A column that was added to a table with rows keeps the default that filled it there: more than the model asks
    // for, not less.
    private static void ShouldBeWhatIsCreated(IReadOnlyList<string> migrated, IReadOnlyList<string> created)
    {
        created.ShouldNotBeEmpty();
        migrated
            .Select(WithoutDefault)
            .Except(created.Select(WithoutDefault))
            .ShouldBeEmpty("made by the migrations alone");
        created.Select(WithoutDefault).Except(migrated.Select(WithoutDefault)).ShouldBeEmpty("made by the model alone");
        created.Except(migrated).Except(created.Select(WithoutDefault)).ShouldBeEmpty();

        static string WithoutDefault(string line) => line.Split(" default ")[0];
    }

    private async Task KeepsRows(Server server)
    {
        await using var database = new TestDatabase(server, context);
        var db = database.Db;
        await Migrator.Migrate(db, Ct);
        var rows = Samples.Of(db.Model, values);
        Put(db, rows);

        await using var fresh = database.Again();
        foreach (var row in rows)
        {
            var key = fresh
                .Model.FindEntityType(row.GetType())!
                .FindPrimaryKey()!
                .Properties.Select(p => p.PropertyInfo!.GetValue(row))
                .ToArray();
            var read = (await fresh.FindAsync(row.GetType(), key)).ShouldNotBeNull(row.GetType().Name);
            Columns(fresh, read).ShouldBe(Columns(db, row));
        }
    }

    // Not as a service saves: what that asks of rows that belong together is none of the database's.
    private static void Put(DbContext db, IReadOnlyList<object> rows)
    {
        db.AddRange(rows);
        db.SaveChanges();
    }

    private static string Columns(DbContext db, object row) =>
        JsonSerializer.Serialize(
            db.Entry(row).Properties.ToDictionary(property => property.Metadata.Name, property => property.CurrentValue)
        );
}
