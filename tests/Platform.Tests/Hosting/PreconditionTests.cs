namespace ReferralNetwork.Platform.Tests;

/// <summary>Who edits says what she has read.</summary>
public sealed class PreconditionTests : IAsyncLifetime
{
    private readonly World _world = new();
    private Host _notes = null!;
    private string _path = "";

    public async ValueTask InitializeAsync()
    {
        _notes = await _world.Start<NotesModule>();
        var made = await _notes.Post("/notes", Given.Note());
        made.ETag.ShouldBe("\"1\"");
        _path = $"/notes/{made.Id}";
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_is_read_has_its_version_in_the_ETag_and_not_in_the_body()
    {
        var read = await _notes.Get(_path);

        read.ETag.ShouldBe("\"1\"");
        read.Body.TryGetProperty("version", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, 428)]
    [InlineData("\"7\"", 412)]
    [InlineData("1", 412)]
    [InlineData("W/\"1\"", 412)]
    [InlineData("\"1\"", 200)]
    [InlineData("\"7\", \"1\"", 200)]
    [InlineData("*", 200)]
    public async Task An_edit_goes_through_for_who_has_read_what_is_there(string? ifMatch, int status)
    {
        var edited = await _notes.Put(_path, Given.Note("edited"), ifMatch);

        edited.Status.ShouldBe(status, edited.Text);
        var now = await _notes.Get(_path);
        now.ETag.ShouldBe(status == 200 ? "\"2\"" : "\"1\"");
        now.Body.GetProperty("text").GetString().ShouldBe(status == 200 ? "edited" : "text");
        if (status == 200)
            edited.ETag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Of_many_at_the_same_time_one_goes_through()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(i => _notes.Put(_path, Given.Note($"edit {i}"), "\"1\""))
        );

        answers.Select(answer => answer.Status).Order().ShouldBe([200, .. Enumerable.Repeat(412, 7)]);
    }
}
