using System.Data.Common;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReferralNetwork.Platform.Tests;

/// <summary>What is wrong is said once, in one form, naming the field and repeating no value.</summary>
public sealed class ProblemTests : IAsyncLifetime
{
    private readonly World _world = new();
    private Host _notes = null!;

    public async ValueTask InitializeAsync() => _notes = await _world.Start<NotesModule>();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Khmer_is_text()
    {
        const string text = "ខ្ញុំ\nបាន\tទទួល";
        var made = await _notes.Post("/notes", Given.Note(text));

        made.Body.GetProperty("text").GetString().ShouldBe(text);
        made.Text.ShouldContain("ទទួល", customMessage: "in letters, not in escapes");
    }

    [Fact]
    public async Task A_query_that_is_no_number_is_named()
    {
        var answer = await _notes.Get("/notes?limit=SECRET");

        answer.Status.ShouldBe(400);
        answer.Fields.ShouldBe(["limit"]);
        answer.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task Another_media_type_is_415()
    {
        var answer = await _notes.Send(
            HttpMethod.Post,
            "/notes",
            new StringContent("<note/>", MediaTypeHeaderValue.Parse("text/xml")),
            token: TestTokens.Of()
        );
        answer.Status.ShouldBe(415);
        IsProblem(answer);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_large_is_413(bool chunked)
    {
        using var content = new StringContent(
            $$"""{ "text": "{{new string('x', (int)ServiceHost.MaxBody)}}", "number": 1 }""",
            MediaTypeHeaderValue.Parse("application/json")
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_notes.App.Urls.Single()}/notes")
        {
            Content = content,
        };
        request.Headers.Authorization = new("Bearer", TestTokens.Of());
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        using var http = new HttpClient();

        using var answer = await http.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(413);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/nowhere", 404)]
    [InlineData("/notes/not-an-id", 404)]
    [InlineData("/notes/00000000-0000-0000-0000-000000000000", 404)]
    public async Task What_is_not_there_is_a_problem_too(string path, int status)
    {
        var answer = await _notes.Get(path);
        answer.Status.ShouldBe(status);
        IsProblem(answer);
    }

    [Fact]
    public async Task What_a_handler_throws_is_500_and_its_message_is_said_nowhere()
    {
        foreach (
            var answer in new[]
            {
                await _notes.Get("/throw"),
                await _notes.Post("/notes", Given.Note(NoteEndpoints.Throw)),
            }
        )
        {
            answer.Status.ShouldBe(500);
            IsProblem(answer);
            answer.Text.ShouldNotContain(Given.Secret);
            answer.Text.ShouldNotContain("Exception");
        }
        _world.Logs.Lines.ShouldContain(line =>
            line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains("GET /throw failed: InvalidOperationException", StringComparison.Ordinal)
        );
        _world.Logs.Text.ShouldNotContain(Given.Secret);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_503_with_Retry_After()
    {
        _world.DatabaseAway["notes"] = true;
        foreach (
            var answer in new[]
            {
                await _notes.Post("/notes", Given.Note()),
                await _notes.Post("/notes", Given.Note(), "key"),
                await _notes.Get($"/notes/{Guid.NewGuid()}"),
            }
        )
        {
            answer.Status.ShouldBe(503, answer.Text);
            IsProblem(answer);
            answer.Message.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(5));
            answer.Text.ShouldNotContain(Given.Secret);
        }
        (await _notes.Get("/health/ready")).Status.ShouldBe(503);
        (await _notes.Get("/health/live")).Status.ShouldBe(200);
        _world.Logs.Text.ShouldNotContain(Given.Secret);

        _world.DatabaseAway.Clear();
        (await _notes.Get("/health/ready")).Status.ShouldBe(200);
        (await _notes.Post("/notes", Given.Note())).Status.ShouldBe(201);
    }

    [Fact]
    public async Task No_answer_is_kept_by_a_cache()
    {
        foreach (var path in new[] { "/notes", "/nowhere", "/throw", "/metrics" })
            (await _notes.Get(path)).Message.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
    }

    internal static void IsProblem(Answer answer)
    {
        answer.Message.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Body.GetProperty("status").GetInt32().ShouldBe(answer.Status);
        answer.Body.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_told_as_undone()
    {
        var lost = new LostAnswer();
        await using var world = new World { Interceptor = lost };
        var notes = await world.Start<NotesModule>();
        lost.Next = true;

        var answer = await notes.Post("/notes", new { text = "kept", number = 1 });

        answer.Status.ShouldBe(503);
        answer.Text.ShouldContain("it may have been done");
        answer.Text.ShouldNotContain("Nothing was changed");
        (await notes.Read(db => db.Notes.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task A_rule_that_the_database_keeps_is_told_as_a_conflict_and_logged()
    {
        await using var world = new World();
        var notes = await world.Start<NotesModule>();

        var answer = await notes.Post("/notes", new { text = NoteEndpoints.Break, number = 1 });

        answer.Status.ShouldBe(409);
        answer.Text.ShouldContain("Nothing was changed");
        answer.Text.ShouldNotContain("does not answer");
        world.Logs.Text.ShouldContain("/notes");
        (await notes.Read(db => db.Notes.CountAsync())).ShouldBe(0);
    }

    /// <summary>Commits, and then the connection is gone.</summary>
    private sealed class LostAnswer : DbTransactionInterceptor
    {
        public bool Next { get; set; }

        public override Task TransactionCommittedAsync(
            DbTransaction transaction,
            TransactionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            if (!Next)
                return Task.CompletedTask;
            Next = false;
            throw new TimeoutException(Given.Secret);
        }
    }
}
