using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

public sealed class JanitorTests
{
    [Fact]
    public async Task It_deletes_what_is_past_its_keeping_and_nothing_else()
    {
        await using var world = new World();
        var notes = await world.Start<NotesModule>();
        await notes.Work(
            (db, _) =>
            {
                db.AddRange(
                    Inbox(world.Now),
                    Inbox(world.Now.AddHours(2)),
                    Key(world.Now.AddDays(5)),
                    Key(world.Now.AddDays(5).AddHours(2))
                );
                return Task.CompletedTask;
            }
        );
        await notes.Stop();
        // Seven days for the inbox, 48 hours for a key.
        world.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));

        notes = await world.Start<NotesModule>();

        await Eventually.IsSo(
            async () =>
                await notes.Read(db => db.Set<InboxRow>().CountAsync()) < 2
                && await notes.Read(db => db.Set<IdempotencyRow>().CountAsync()) < 2,
            "the janitor has been"
        );
        (await notes.Read(db => db.Set<InboxRow>().Select(row => row.At).ToListAsync())).ShouldBe([
            world.Now.AddDays(-7).AddHours(1),
        ]);
        (await notes.Read(db => db.Set<IdempotencyRow>().Select(row => row.At).ToListAsync())).ShouldBe([
            world.Now.AddDays(-2).AddHours(1),
        ]);
    }

    [Fact]
    public async Task More_than_one_step_holds_is_deleted_all_the_same()
    {
        await using var world = new World();
        var notes = await world.Start<NotesModule>();
        await notes.Work(
            (db, _) =>
            {
                db.AddRange(Enumerable.Range(0, Janitor.Step + 1).Select(_ => Inbox(world.Now)));
                return Task.CompletedTask;
            }
        );
        await notes.Stop();
        world.Clock.Advance(TimeSpan.FromDays(8));

        notes = await world.Start<NotesModule>();

        await Eventually.IsSo(
            async () => await notes.Read(db => db.Set<InboxRow>().CountAsync()) == 0,
            "the janitor has taken them all"
        );
    }

    [Fact]
    public async Task What_a_message_said_that_nobody_could_handle_is_gone_after_a_week_and_that_it_failed_is_still_told()
    {
        await using var world = new World();
        var notes = await world.Start<NotesModule>();
        var (old, young) = (Failure(world.Now), Failure(world.Now.AddHours(2)));
        await notes.Work(
            (db, _) =>
            {
                db.AddRange(old, young);
                return Task.CompletedTask;
            }
        );
        await notes.Stop();
        world.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(1));

        notes = await world.Start<NotesModule>();

        await Eventually.IsSo(
            async () => (await notes.Failures()).Exists(row => row.Body.Length == 0),
            "the janitor has been"
        );
        (await notes.Failures())
            .Select(row => (row.MessageId, row.Body, row.Reason))
            .ShouldBe([(old.MessageId, "", "why"), (young.MessageId, "{}", "why")], ignoreOrder: true);
    }

    private static FailureRow Failure(DateTimeOffset at) =>
        new()
        {
            MessageId = Guid.NewGuid(),
            Consumer = "consumer",
            Type = "T",
            Body = "{}",
            SentAt = at,
            Reason = "why",
            FailedAt = at,
            DueAt = null,
        };

    private static InboxRow Inbox(DateTimeOffset at) =>
        new()
        {
            MessageId = Guid.NewGuid(),
            Consumer = "consumer",
            BodyHash = [1],
            At = at,
        };

    private static IdempotencyRow Key(DateTimeOffset at) =>
        new()
        {
            Key = Guid.NewGuid().ToByteArray(),
            BodyMac = [1],
            Status = 201,
            ResourceId = Guid.NewGuid(),
            At = at,
        };
}
