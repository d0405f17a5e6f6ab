using System.Collections.Concurrent;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>What a handler cannot handle: five quick tries, a row, three more tries, dead.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    private readonly World _world = new();
    private readonly ConcurrentDictionary<Guid, int> _tries = new();
    private readonly NoteAdded _bad = Given.Added("bad");
    private Host _notes = null!;
    private Host _copies = null!;

    public async ValueTask InitializeAsync()
    {
        _world.OnHandle = (_, message) =>
        {
            _tries.AddOrUpdate(message.NoteId, 1, (_, n) => n + 1);
            return message.Text == "bad"
                ? throw new InvalidOperationException(Given.Secret, new FormatException(Given.Secret))
                : Task.CompletedTask;
        };
        (_notes, _copies) = (await _world.Start<NotesModule>(), await _world.Start<CopiesModule>());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Five_failures_make_a_row_and_the_sender_is_rid_of_it()
    {
        var row = await Fail();

        _tries[_bad.NoteId].ShouldBe(5);
        (await _copies.Copies(_bad.NoteId)).ShouldBe(0, "what a failed try wrote is not kept");
        row.Consumer.ShouldBe("copies.note-added.v1");
        row.Tries.ShouldBe(0);
        row.FailedAt.ShouldBe(_world.Now);
        row.DueAt.ShouldBe(_world.Now.AddSeconds(10));
    }

    [Fact]
    public async Task The_reason_says_what_and_where_and_no_message()
    {
        var row = await Fail();

        row.Reason.ShouldStartWith("InvalidOperationException < FormatException at ");
        row.Reason.ShouldContain("CopyHandler.Handle");
        row.Reason.ShouldNotContain(Given.Secret);
        _world.Logs.Lines.ShouldContain(line => line.Contains("keeps", StringComparison.Ordinal));
        _world.Logs.Text.ShouldNotContain(Given.Secret);
    }

    [Fact]
    public async Task Its_neighbours_are_handled()
    {
        var (before, after) = (Given.Added(), Given.Added());
        await _notes.Publish(before, _bad, after);
        await _notes.OutboxIsEmpty();

        (await _copies.Copies(before.NoteId)).ShouldBe(1);
        (await _copies.Copies(after.NoteId)).ShouldBe(1);
        (await _copies.Failures()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task It_is_tried_again_at_once_when_the_clock_that_put_it_off_was_wrong()
    {
        await Fail();
        await _copies.Retry(after: TimeSpan.FromMinutes(-10));
        _tries[_bad.NoteId].ShouldBe(6);
    }

    [Fact]
    public async Task It_is_tried_again_after_10_20_and_30_seconds_and_then_is_dead()
    {
        await Fail();
        var tries = 5;
        foreach (var wait in new[] { 10, 20, 30 })
        {
            await _copies.Retry(after: TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(1));
            _tries[_bad.NoteId].ShouldBe(tries, "not due yet");
            await _copies.Retry(after: TimeSpan.FromMilliseconds(1));
            _tries[_bad.NoteId].ShouldBe(++tries);
        }

        (await _copies.Failures()).ShouldHaveSingleItem().DueAt.ShouldBeNull();
        await _copies.Retry(after: TimeSpan.FromDays(1));
        _tries[_bad.NoteId].ShouldBe(8);
        _world.Logs.Lines.ShouldContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal) && line.Contains("gives up", StringComparison.Ordinal)
        );
        _world.Logs.Text.ShouldNotContain(Given.Secret);
    }

    [Fact]
    public async Task A_retry_that_succeeds_has_its_effect_once_and_takes_the_row_away()
    {
        var row = await Fail();
        _world.OnHandle = (_, _) => Task.CompletedTask;
        await _copies.Retry(after: TimeSpan.FromSeconds(10));

        (await _copies.Failures()).ShouldBeEmpty();
        (await _copies.Copies(_bad.NoteId)).ShouldBe(1);
        await _world.Bus.Publish([row.Envelope()], CancellationToken.None);
        (await _copies.Copies(_bad.NoteId)).ShouldBe(1, "the inbox knows it");
    }

    [Fact]
    public async Task A_handler_that_times_out_fails_like_any_other_and_holds_nobody_up()
    {
        await Fail();
        var second = Given.Added("bad");
        await _notes.Publish(second);
        await _notes.OutboxIsEmpty();
        _world.OnHandle = (_, message) => message == _bad ? throw new TaskCanceledException() : Task.CompletedTask;
        await _copies.Retry(after: TimeSpan.FromSeconds(10));

        (await _copies.Copies(second.NoteId)).ShouldBe(1);
        (await _copies.Failures()).ShouldHaveSingleItem().Tries.ShouldBe(1);
    }

    [Fact]
    public async Task Left_to_itself_the_service_retries()
    {
        await using var world = new World { RetriesItself = true };
        var failing = true;
        world.OnHandle = (_, _) => failing ? throw new InvalidOperationException() : Task.CompletedTask;
        var (notes, copies) = (await world.Start<NotesModule>(), await world.Start<CopiesModule>());
        await notes.Publish(_bad);
        await notes.OutboxIsEmpty();
        (await copies.Failures()).ShouldHaveSingleItem();
        failing = false;
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        await copies.HasCopied(_bad.NoteId);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("""{ "noteId": "no id", "text": "" }""")]
    public async Task What_cannot_be_read_is_dead_at_once(string body)
    {
        var envelope = _world.Envelope(_bad) with { Body = body };
        (await _world.Bus.Publish([envelope], CancellationToken.None)).ShouldBe([true]);

        (await _copies.Failures()).ShouldHaveSingleItem().DueAt.ShouldBeNull();
        _tries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_message_id_with_another_body_is_dead_at_once_and_has_no_effect()
    {
        var (first, second) = (Given.Added(), Given.Added());
        var envelope = _world.Envelope(first);
        var reused = _world.Envelope(second) with { MessageId = envelope.MessageId };
        (await _world.Bus.Publish([envelope, reused], CancellationToken.None)).ShouldBe([true, true]);

        (await _copies.Copies(first.NoteId)).ShouldBe(1);
        (await _copies.Copies(second.NoteId)).ShouldBe(0);
        _tries.ContainsKey(second.NoteId).ShouldBeFalse();
        (await _copies.Failures()).ShouldHaveSingleItem().DueAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_failure_whose_id_another_body_has_taken_meanwhile_is_dead_at_its_next_try()
    {
        var row = await Fail();
        var other = Given.Added();
        await _world.Bus.Publish([_world.Envelope(other) with { MessageId = row.MessageId }], CancellationToken.None);
        await _copies.Retry(after: TimeSpan.FromSeconds(10));

        (await _copies.Copies(other.NoteId)).ShouldBe(1);
        (await _copies.Failures()).ShouldHaveSingleItem().DueAt.ShouldBeNull();
        _tries[_bad.NoteId].ShouldBe(5);
    }

    private async Task<FailureRow> Fail()
    {
        await _notes.Publish(_bad);
        await _notes.OutboxIsEmpty();
        return (await _copies.Failures()).ShouldHaveSingleItem();
    }
}
