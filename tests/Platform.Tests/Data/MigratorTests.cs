using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Tests;

public sealed class MigratorTests
{
    [Fact]
    public async Task A_lock_that_a_dead_process_left_is_cleared()
    {
        await using var world = new World();
        var notes = await world.Start<NotesModule>();
        await notes.Read(db =>
            db.Database.ExecuteSqlRawAsync(
                "INSERT INTO \"__EFMigrationsLock\" (\"Id\", \"Timestamp\") VALUES (1, '2030-01-01 00:00:00')"
            )
        );
        await notes.Stop();

        var again = await world.Start<NotesModule>().InTime();

        (await again.Get("/health/ready")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Every_table_of_the_platform_is_made_and_times_come_back_to_the_microsecond()
    {
        await using var world = new World();
        world.Clock.Advance(TimeSpan.FromTicks(12_345_678));
        var notes = await world.Start<NotesModule>();
        (await notes.Post("/notes", Given.Note(), "key")).Status.ShouldBe(201);

        var at = await notes.Read(db => db.Set<Platform.Hosting.IdempotencyRow>().Select(row => row.At).SingleAsync());
        at.ShouldBe(world.Now.AddTicks(-8), "a tenth of a microsecond is not kept");
    }
}
