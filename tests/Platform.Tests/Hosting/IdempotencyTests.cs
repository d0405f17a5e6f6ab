using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Tests;

/// <summary>A creation that a key names is made once.</summary>
public sealed class IdempotencyTests : IAsyncLifetime
{
    private const string Key = "key-1";
    private readonly World _world = new();
    private Host _notes = null!;

    public async ValueTask InitializeAsync() => _notes = await _world.Start<NotesModule>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_repeat_answers_the_first_status_with_the_resource_as_it_is_now()
    {
        var made = await _notes.Post("/notes", Given.Note("first"), Key);
        made.Status.ShouldBe(201);
        await _notes.Put($"/notes/{made.Id}", Given.Note("edited"), made.ETag);

        var again = await _notes.Post("/notes", Given.Note("first"), Key);

        again.Status.ShouldBe(201);
        again.Id.ShouldBe(made.Id);
        again.Body.GetProperty("text").GetString().ShouldBe("edited");
        again.ETag.ShouldBe("\"2\"");
        (await Count()).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_members_in_another_order_are_the_same_body()
    {
        var made = await _notes.Post("/notes", new { text = "text", number = 1 }, Key);
        var again = await _notes.Post("/notes", new { number = 1, text = "text" }, Key);

        again.Id.ShouldBe(made.Id);
    }

    [Fact]
    public async Task Another_body_is_refused()
    {
        await _notes.Post("/notes", Given.Note("first"), Key);
        (await _notes.Post("/notes", Given.Note("other"), Key)).Status.ShouldBe(409);

        (await Count()).ShouldBe(1);
    }

    [Fact]
    public async Task Another_client_has_keys_of_its_own()
    {
        var a = await _notes.Post("/notes", Given.Note("of a"), Key, TestTokens.Of("client-a"));
        var b = await _notes.Post("/notes", Given.Note("of b"), Key, TestTokens.Of("client-b"));

        b.Status.ShouldBe(201);
        b.Id.ShouldNotBe(a.Id);
    }

    [Fact]
    public async Task Another_person_of_the_same_client_has_keys_of_her_own()
    {
        var a = await _notes.Post("/notes", Given.Note(), Key, TestTokens.Make(claims => claims["sub"] = "one"));
        var b = await _notes.Post("/notes", Given.Note(), Key, TestTokens.Make(claims => claims["sub"] = "other"));

        b.Id.ShouldNotBe(a.Id);
    }

    [Fact]
    public async Task Without_a_key_each_is_another()
    {
        var first = await _notes.Post("/notes", Given.Note());
        (await _notes.Post("/notes", Given.Note())).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task At_the_same_time_one_is_made()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _notes.Post("/notes", Given.Note(), Key)));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.Id).Distinct().ShouldHaveSingleItem();
        (await Count()).ShouldBe(1);
    }

    [Fact]
    public async Task It_is_forgotten_after_48_hours_and_not_before()
    {
        var made = await _notes.Post("/notes", Given.Note(), Key);
        _world.Clock.Advance(TimeSpan.FromHours(48) - TimeSpan.FromSeconds(1));
        (await _notes.Post("/notes", Given.Note(), Key)).Id.ShouldBe(made.Id);

        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await _notes.Post("/notes", Given.Note("another body"), Key);
        later.Status.ShouldBe(201);
        later.Id.ShouldNotBe(made.Id);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        (await _notes.Post("/notes", Given.Note(NoteEndpoints.Refuse), Key)).Status.ShouldBe(409);
        (await _notes.Post("/notes", Given.Note(), Key)).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(1000)]
    public async Task A_key_that_is_too_long_is_refused(int length)
    {
        var answer = await _notes.Post("/notes", Given.Note(), new string('k', length));

        answer.Status.ShouldBe(400);
        answer.Fields.ShouldBe(["Idempotency-Key"]);
        (await Count()).ShouldBe(0);
    }

    private Task<int> Count() => _notes.Read(db => db.Notes.CountAsync());
}
