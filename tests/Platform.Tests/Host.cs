using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Platform.Tests;

/// <summary>An answer over HTTP.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseMessage Message)
{
    public JsonElement Body => JsonDocument.Parse(Text).RootElement;
    public Guid Id => Body.GetProperty("id").GetGuid();
    public string? ETag => Message.Headers.ETag?.ToString();
    public string[] Fields => [.. Body.GetProperty("errors").EnumerateObject().Select(error => error.Name)];
}

/// <summary>One service at work.</summary>
internal sealed class Host(WebApplication app, World world) : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private bool _stopped;

    public WebApplication App => app;

    public async Task Start()
    {
        await ServiceHost.Prepare(app);
        await app.StartAsync();
        _http.BaseAddress = new Uri(app.Urls.Single());
    }

    public Task Stop() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        _http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    public async Task<T> Read<T>(Func<TestDb, Task<T>> ask)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TestDb>());
    }

    /// <summary>Work in one transaction, as the platform runs it.</summary>
    public async Task Work(Func<TestDb, UnitOfWork, Task> work)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        await unit.Run(() => work(scope.ServiceProvider.GetRequiredService<TestDb>(), unit), CancellationToken.None);
    }

    /// <summary>Commits the events in one transaction; the relay takes them from there.</summary>
    public Task Publish<T>(params T[] events)
        where T : class =>
        Work(
            (db, _) =>
            {
                foreach (var e in events)
                    db.Publish(e, world.Now);
                return Task.CompletedTask;
            }
        );

    /// <summary>The clock goes on, or back, and the relay looks at once.</summary>
    public void Pass(TimeSpan time)
    {
        world.Clock.AdjustTime(world.Clock.GetUtcNow() + time);
        app.Services.GetRequiredService<CommitSignal>().Wake();
    }

    /// <summary>The clock goes on, and the failures that are due are tried.</summary>
    public async Task Retry(TimeSpan after)
    {
        world.Clock.AdjustTime(world.Clock.GetUtcNow() + after);
        using var retry = ActivatorUtilities.CreateInstance<FailureRetry>(app.Services);
        await retry.RetryDue(CancellationToken.None);
    }

    public Task<int> Copies(Guid note) => Read(db => db.Copies.CountAsync(copy => copy.NoteId == note));

    public Task HasCopied(Guid note) => Eventually.IsSo(async () => await Copies(note) > 0, "the event arrived");

    public Task<int> OutboxCount() => Read(db => db.Set<OutboxRow>().CountAsync());

    public Task OutboxIsEmpty() => Eventually.IsSo(async () => await OutboxCount() == 0, "the outbox is empty");

    public Task<List<FailureRow>> Failures() => Read(db => db.Set<FailureRow>().AsNoTracking().ToListAsync());

    public Task<Answer> Get(string path, string? token = null) =>
        Send(HttpMethod.Get, path, null, token: token ?? TestTokens.Of());

    /// <summary>An answer that goes on until it is disposed of.</summary>
    public async Task<HttpResponseMessage> Open(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<Answer> Post(string path, object body, string? key = null, string? token = null) =>
        Send(HttpMethod.Post, path, JsonContent.Create(body), key, token: token ?? TestTokens.Of());

    public Task<Answer> PostText(string path, string json) =>
        Send(
            HttpMethod.Post,
            path,
            new StringContent(json, MediaTypeHeaderValue.Parse("application/json")),
            token: TestTokens.Of()
        );

    public Task<Answer> Put(string path, object body, string? ifMatch) =>
        Send(HttpMethod.Put, path, JsonContent.Create(body), ifMatch: ifMatch, token: TestTokens.Of());

    public async Task<Answer> Send(
        HttpMethod method,
        string path,
        HttpContent? content,
        string? key = null,
        string? ifMatch = null,
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var answer = await _http.SendAsync(request);
        return new Answer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer);
    }
}
