using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Testing.Databases;

[assembly: AssemblyFixture(typeof(PrivatePostgres))]
[assembly: AssemblyFixture(typeof(Translations))]

namespace ReferralNetwork.Platform.Tests;

/// <summary>The statements that the databases say differently.</summary>
public sealed class DialectTests(PrivatePostgres postgres)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void SQL_Server_can_read_what_it_is_told()
    {
        foreach (
            var sql in new[]
            {
                Dialect.Now(Provider.SqlServer),
                Dialect.ClaimOutbox(Provider.SqlServer),
                Dialect.AcquireLock(Provider.SqlServer)!,
            }
        )
            TSql.Parse(
                sql.Replace("{0}", "@p0", StringComparison.Ordinal)
                    .Replace("{1}", "@p1", StringComparison.Ordinal)
                    .Replace("{2}", "@p2", StringComparison.Ordinal)
            );
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task PostgreSQLs_clock_tells_the_time()
    {
        await using var database = await Migrated();
        var now = await new DatabaseClock(
            database.Db,
            new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
        ).Now(Ct);

        now.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task A_row_of_PostgreSQLs_outbox_is_claimed_by_one_relay_at_a_time()
    {
        await using var database = await Migrated();
        database.Db.AddRange(Row(), Row(), Row());
        await database.Db.SaveChangesAsync(Ct);
        await using var other = database.Again();

        await using var relaying = await database.Db.Database.BeginTransactionAsync(Ct);
        var claimed = await Claim(database.Db, 2);
        await using var relayingToo = await other.Database.BeginTransactionAsync(Ct);
        var left = await Claim(other, 10);

        claimed.Concat(left).ShouldBe([1, 2, 3]);
        left.ShouldBe([3]);
    }

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task A_key_that_PostgreSQL_has_already_is_a_conflict()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();
        database.Db.Add(new Copy { Id = id, NoteId = id });
        await database.Db.SaveChangesAsync(Ct);
        await using var other = database.Again();
        other.Add(new Copy { Id = id, NoteId = id });

        var refused = await Should.ThrowAsync<DbUpdateException>(() => other.SaveChangesAsync(Ct));

        Dialect.IsConflict(refused).ShouldBeTrue();
    }

    [Fact]
    public void A_query_that_has_no_translation_is_not_let_through()
    {
        using var db = new Server("sqlite").Open(typeof(TestDb));
        var notes = db.Set<Note>().Where(note => EF.Functions.Glob(note.Text, "a*"));

        foreach (var server in new[] { Server.NoSqlServer, Server.NoPostgres })
            Should
                .Throw<InvalidOperationException>(() => Translation.Of(notes.Expression, typeof(TestDb), server))
                .Message.ShouldContain("Glob");
    }

    private async Task<TestDatabase> Migrated()
    {
        var database = new TestDatabase(await postgres.Server(), typeof(TestDb));
        await Migrator.Migrate(database.Db, Ct);
        return database;
    }

    private static OutboxRow Row() =>
        new()
        {
            MessageId = Guid.NewGuid(),
            Type = "T",
            Body = "{}",
            SentAt = DateTimeOffset.UnixEpoch,
            DueAt = DateTimeOffset.UnixEpoch,
        };

    private static Task<List<long>> Claim(DbContext db, int count) =>
        db.Set<OutboxRow>()
            .FromSqlRaw(Dialect.ClaimOutbox(Provider.Postgres), 1L, count, long.MaxValue)
            .Select(row => row.Seq)
            .ToListAsync(Ct);
}
