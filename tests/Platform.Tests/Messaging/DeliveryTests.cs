using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>An event is its transaction's, and reaches each subscriber once.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private readonly World _world = new();
    private Host _notes = null!;
    private Host _copies = null!;
    private Host _mirrors = null!;

    public async ValueTask InitializeAsync()
    {
        (_notes, _copies, _mirrors) = (
            await _world.Start<NotesModule>(),
            await _world.Start<CopiesModule>(),
            await _world.Start<MirrorsModule>()
        );
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_committed_event_reaches_every_subscriber_and_leaves_the_outbox()
    {
        var made = await _notes.Post("/notes", Given.Note());
        made.Status.ShouldBe(201, made.Text);

        await _copies.HasCopied(made.Id);
        await _mirrors.HasCopied(made.Id);
        await _notes.OutboxIsEmpty();
        (await _copies.Copies(made.Id)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_delivered_again_has_no_second_effect()
    {
        var envelope = _world.Envelope(Given.Added());
        var note = envelope.Read<NoteAdded>().NoteId;

        (await _world.Bus.Publish([envelope, envelope], CancellationToken.None)).ShouldBe([true, true]);
        (await _world.Bus.Publish([envelope], CancellationToken.None)).ShouldBe([true]);

        (await _copies.Copies(note)).ShouldBe(1);
        (await _mirrors.Copies(note)).ShouldBe(1);
        (await _copies.Read(db => db.Set<InboxRow>().CountAsync(row => row.MessageId == envelope.MessageId))).ShouldBe(
            1
        );
        (await _copies.Failures()).ShouldBeEmpty("a repeat is no failure");
    }

    [Fact]
    public async Task What_is_delivered_twice_at_the_same_time_has_no_second_effect()
    {
        var envelope = _world.Envelope(Given.Added());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _world.Bus.Publish([envelope], CancellationToken.None)));

        (await _copies.Copies(envelope.Read<NoteAdded>().NoteId)).ShouldBe(1);
        (await _copies.Failures()).ShouldBeEmpty("a repeat is no failure");
    }

    [Fact]
    public async Task A_rolled_back_event_is_never_delivered()
    {
        var lost = Given.Added();
        await Should.ThrowAsync<InvalidOperationException>(() =>
            _notes.Work(
                (db, _) =>
                {
                    db.Publish(lost, _world.Now);
                    throw new InvalidOperationException();
                }
            )
        );

        await EverythingIsDelivered();
        (await _copies.Copies(lost.NoteId)).ShouldBe(0);
    }

    [Theory]
    [InlineData(NoteEndpoints.Refuse, 409)]
    [InlineData(NoteEndpoints.Throw, 500)]
    public async Task A_refused_request_keeps_nothing_and_publishes_nothing(string text, int status)
    {
        (await _notes.Post("/notes", Given.Note(text))).Status.ShouldBe(status);

        await EverythingIsDelivered();
        (await _notes.Read(db => db.Notes.CountAsync())).ShouldBe(0);
        (await _copies.Read(db => db.Copies.CountAsync())).ShouldBe(1, "the event that was published after it");
    }

    [Fact]
    public async Task A_message_that_is_not_for_a_service_is_taken_without_a_transaction()
    {
        var added = Given.Added("not for copies");
        await _notes.Publish(added);

        await _mirrors.HasCopied(added.NoteId);
        await _notes.OutboxIsEmpty();
        (await _copies.Copies(added.NoteId)).ShouldBe(0);
        (await _copies.Read(db => db.Set<InboxRow>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_feed_hears_what_is_relayed()
    {
        var heard = new TaskCompletionSource<NoteAdded>();
        _world.OnFeed = heard.SetResult;
        var added = Given.Added();
        await _notes.Publish(added);

        (await heard.Task.InTime()).ShouldBe(added);
    }

    [Fact]
    public async Task A_feed_that_throws_stops_nobody()
    {
        _world.OnFeed = _ => throw new InvalidOperationException(Given.Secret);
        var (first, second) = (Given.Added(), Given.Added());
        await _notes.Publish(first);
        await _copies.HasCopied(first.NoteId);
        await _notes.Publish(second);

        await _copies.HasCopied(second.NoteId);
        await _mirrors.HasCopied(second.NoteId);
        await _notes.OutboxIsEmpty();
        _world.Logs.Lines.ShouldContain(line => line.Contains("A feed passes over", StringComparison.Ordinal));
        _world.Logs.Text.ShouldNotContain(Given.Secret);
    }

    // The relay goes by the order of commit: once a later event has arrived, an earlier one would have.
    private async Task EverythingIsDelivered()
    {
        var last = Given.Added();
        await _notes.Publish(last);
        await _copies.HasCopied(last.NoteId);
        await _notes.OutboxIsEmpty();
    }
}
