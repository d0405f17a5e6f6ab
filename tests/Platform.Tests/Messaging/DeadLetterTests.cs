using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Testing.Databases;

namespace ReferralNetwork.Platform.Tests;

/// <summary>What a person does with messages that their consumer gave up on, in the database.</summary>
public sealed class DeadLetterTests(PrivatePostgres postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("platform-tests-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task On_SQLite_the_dead_are_tried_again_or_forgotten_and_the_living_are_left_alone() =>
        Work(new("sqlite", Folder: _folder));

    [Fact]
    [Trait("Needs", "PostgreSQL")]
    public async Task On_PostgreSQL_the_dead_are_tried_again_or_forgotten_and_the_living_are_left_alone() =>
        await Work(await postgres.Server());

    private static async Task Work(Server server)
    {
        await using var database = new TestDatabase(server, typeof(TestDb));
        var db = database.Db;
        await Migrator.Migrate(db, Ct);
        var (living, dead, forgotten, rest) = (Row(1, DateTimeOffset.UtcNow), Row(2, null), Row(3, null), Row(4, null));
        db.AddRange(living, dead, forgotten, rest);
        await db.SaveChangesAsync(Ct);

        (await DeadLetters.Replay(db, dead.MessageId, Ct)).ShouldBe(1);
        (await DeadLetters.Drop(db, forgotten.MessageId, Ct)).ShouldBe(1);
        (await DeadLetters.Replay(db, living.MessageId, Ct)).ShouldBe(0);
        (await DeadLetters.Replay(db, null, Ct)).ShouldBe(1);
        (await DeadLetters.Drop(db, null, Ct)).ShouldBe(0);

        var left = await DeadLetters.All(db).ToListAsync(Ct);
        left.Select(row => (row.MessageId, row.Tries))
            .ShouldBe([(living.MessageId, 3), (dead.MessageId, 0), (rest.MessageId, 0)]);
        left.ShouldAllBe(row => row.DueAt != null);
    }

    private static FailureRow Row(int at, DateTimeOffset? due) =>
        new()
        {
            MessageId = Guid.NewGuid(),
            Consumer = "c",
            Type = "T",
            Body = "{}",
            SentAt = DateTimeOffset.UnixEpoch,
            Reason = "r",
            Tries = 3,
            DueAt = due,
            FailedAt = DateTimeOffset.UnixEpoch.AddSeconds(at),
        };
}
