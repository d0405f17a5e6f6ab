using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Who is away, slow or broken holds up nobody else, and loses nothing.</summary>
public sealed class RelayTests : IAsyncLifetime
{
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(10);
    private readonly World _world = new();
    private Host _notes = null!;
    private Host _mirrors = null!;

    public async ValueTask InitializeAsync() =>
        (_notes, _mirrors) = (await _world.Start<NotesModule>(), await _world.Start<MirrorsModule>());

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_service_that_is_away_finds_its_events_in_the_senders_outbox()
    {
        var copies = await _world.Start<CopiesModule>();
        await copies.Stop();
        var (first, second) = (Given.Added(), Given.Added());
        await _notes.Publish(first);
        await _notes.Publish(second);

        await _mirrors.HasCopied(first.NoteId);
        await _mirrors.HasCopied(second.NoteId);
        await Refused(2);

        copies = await _world.Start<CopiesModule>();
        _notes.Pass(BackOff);
        await copies.HasCopied(first.NoteId);
        await copies.HasCopied(second.NoteId);
        await _notes.OutboxIsEmpty();
        (await _mirrors.Copies(first.NoteId)).ShouldBe(1, "it had it already");
    }

    [Fact]
    public async Task What_a_wrong_clock_put_off_is_not_waited_for_when_it_is_right_again()
    {
        var copies = _world.Build<CopiesModule>();
        var added = Given.Added();
        _notes.Pass(TimeSpan.FromMinutes(10));
        await _notes.Publish(added);
        await Refused(1);

        await copies.Start();
        _notes.Pass(TimeSpan.FromMinutes(-10));
        await copies.HasCopied(added.NoteId);
        await _notes.OutboxIsEmpty();
    }

    [Fact]
    public async Task A_service_that_has_not_started_yet_is_waited_for()
    {
        var copies = _world.Build<CopiesModule>();
        var added = Given.Added();
        await _notes.Publish(added);
        await Refused(1);

        await copies.Start();
        _notes.Pass(BackOff);
        await copies.HasCopied(added.NoteId);
        await _notes.OutboxIsEmpty();
    }

    [Fact]
    public async Task A_service_whose_database_is_away_finds_its_events_in_the_senders_outbox()
    {
        var copies = await _world.Start<CopiesModule>();
        _world.DatabaseAway["copies"] = true;
        var added = Given.Added();
        await _notes.Publish(added);
        await Refused(1);
        await _mirrors.HasCopied(added.NoteId);
        _world.Logs.Text.ShouldNotContain(Given.Secret);

        _world.DatabaseAway.Clear();
        _notes.Pass(BackOff);
        await copies.HasCopied(added.NoteId);
        await _notes.OutboxIsEmpty();
        (await copies.Failures()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sender_whose_database_was_away_relays_what_it_had_committed()
    {
        var added = Given.Added();
        await _notes.Publish(added);
        _world.DatabaseAway["notes"] = true;
        await Eventually.IsSo(
            () => Task.FromResult(_world.Logs.Text.Contains("Relay failed", StringComparison.Ordinal)),
            "the relay met the outage"
        );
        _world.DatabaseAway.Clear();

        await _mirrors.HasCopied(added.NoteId);
        await _notes.OutboxIsEmpty();
        _world.Logs.Text.ShouldNotContain(Given.Secret);
    }

    [Fact]
    public async Task More_poison_than_a_batch_holds_does_not_block_what_comes_after()
    {
        _world.Build<CopiesModule>();
        var poison = Enumerable.Range(0, 250).Select(_ => Given.Added()).ToArray();
        await _notes.Publish(poison);
        var signed = new NoteSigned(Guid.NewGuid());
        await _notes.Publish(signed);

        await _mirrors.HasCopied(signed.NoteId);
        await Refused(poison.Length);
    }

    [Fact]
    public async Task An_event_that_nobody_subscribes_to_leaves_the_outbox()
    {
        await _notes.Publish(new NoteUnheard(Guid.NewGuid()));
        await _notes.OutboxIsEmpty();
    }

    [Fact]
    public async Task What_has_no_name_of_an_event_is_not_published() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => _notes.Publish("a text"))).Message.ShouldContain(
            "System.String"
        );

    [Fact]
    public async Task One_service_goes_on_while_another_is_slow()
    {
        var copies = await _world.Start<CopiesModule>();
        var free = new TaskCompletionSource();
        _world.OnHandle = (service, _) => service == "copies" ? free.Task : Task.CompletedTask;
        var (first, second) = (Given.Added(), Given.Added());
        await _notes.Publish(first, second);

        await _mirrors.HasCopied(first.NoteId);
        await _mirrors.HasCopied(second.NoteId);
        (await copies.Copies(first.NoteId)).ShouldBe(0);
        (await _notes.OutboxCount()).ShouldBe(2, "not every subscriber has committed");

        free.SetResult();
        await copies.HasCopied(second.NoteId);
        await _notes.OutboxIsEmpty();
    }

    private Task Refused(int rows) =>
        Eventually.IsSo(
            async () =>
                await _notes.Read(db => db.Set<OutboxRow>().CountAsync(row => row.Tries > 0 && row.DueAt > _world.Now))
                    == rows
                && await _notes.OutboxCount() == rows,
            "the outbox keeps what was refused, for later"
        );
}
