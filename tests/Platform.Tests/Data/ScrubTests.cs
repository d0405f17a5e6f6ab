using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Tests;

/// <summary>What is deleted is gone from the files, not only from the tables.</summary>
public sealed class ScrubTests : IAsyncLifetime
{
    private readonly World _world = new() { Cleans = false };
    private readonly string _marker = $"marker-{Guid.NewGuid()}";
    private Host _notes = null!;

    public async ValueTask InitializeAsync() => _notes = await _world.Start<NotesModule>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task After_a_scrub_no_file_holds_it()
    {
        await AddAndDelete();
        OnDisk().ShouldBeTrue("the write-ahead log still holds it");

        await _notes.Read(async db =>
        {
            await db.Scrub(CancellationToken.None);
            return 0;
        });

        OnDisk().ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_gone_from_the_database_file_too_when_it_had_settled_there()
    {
        await _notes.Work(
            (db, _) =>
            {
                db.Add(new Note { Id = Guid.NewGuid(), Text = _marker });
                return Task.CompletedTask;
            }
        );
        await _notes.Read(async db =>
        {
            await db.Scrub(CancellationToken.None);
            return 0;
        });
        Contains("notes.db").ShouldBeTrue();

        await Delete();
        await _notes.Read(async db =>
        {
            await db.Scrub(CancellationToken.None);
            return 0;
        });

        OnDisk().ShouldBeFalse();
    }

    [Fact]
    public async Task It_waits_for_who_is_reading()
    {
        await AddAndDelete();
        await using var reader = new SqliteConnection(
            $"Data Source={Path.Combine(_world.Folder, "notes.db")};Pooling=False"
        );
        await reader.OpenAsync();
        var reading = reader.BeginTransaction(deferred: true);
        await using (var command = reader.CreateCommand())
        {
            command.CommandText = "SELECT COUNT(*) FROM \"Notes\"";
            await command.ExecuteScalarAsync();
        }

        var scrub = Task.Run(() =>
            _notes.Read(async db =>
            {
                await db.Scrub(CancellationToken.None);
                return 0;
            })
        );
        // Time enough to give up at once, if it would; for one that waits it does not matter.
        await Task.WhenAny(scrub, Task.Delay(300));
        await reading.DisposeAsync();
        await scrub;

        OnDisk().ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_killed_process_had_no_time_to_scrub_is_scrubbed_at_the_next_start()
    {
        await AddAndDelete();
        // A reader who stays keeps the log in its place, as a kill does.
        await using var open = new SqliteConnection(
            $"Data Source={Path.Combine(_world.Folder, "notes.db")};Pooling=False"
        );
        await open.OpenAsync();
        await using (var command = open.CreateCommand())
        {
            command.CommandText = "SELECT COUNT(*) FROM \"Notes\"";
            await command.ExecuteScalarAsync();
        }
        await _notes.Stop();
        OnDisk().ShouldBeTrue();

        _world.Cleans = true;
        await _world.Start<NotesModule>();

        await Eventually.IsSo(() => Task.FromResult(!OnDisk()), "the janitor has scrubbed");
    }

    private async Task AddAndDelete()
    {
        await _notes.Work(
            (db, _) =>
            {
                db.Add(new Note { Id = Guid.NewGuid(), Text = _marker });
                return Task.CompletedTask;
            }
        );
        await Delete();
    }

    private Task Delete() => _notes.Work((db, _) => db.Notes.ExecuteDeleteAsync());

    private bool OnDisk() => Contains("notes.db") || Contains("notes.db-wal");

    private bool Contains(string file)
    {
        var path = Path.Combine(_world.Folder, file);
        if (!File.Exists(path))
            return false;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(_marker)) >= 0;
    }
}
