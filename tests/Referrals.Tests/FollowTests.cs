using System.Net.Http.Headers;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>An organisation's list hears which of its referrals has changed.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class FollowTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker();

    [Fact]
    public async Task A_stream_begins_with_what_changes_after_it_was_opened_and_goes_on_where_it_was_cut()
    {
        var pool = await service.AddPool();
        var (first, second, another) = (await service.Send(_mine, pool), await service.Send(_mine, pool), await service.Send(TestTokens.Caseworker(), pool));
        string? last;
        using (var stream = await Open(null))
        {
            await stream.UntilPing();
            Later();
            await service.Say(first, pool, Status.Received, Business.Held);
            await service.Say(another, pool, Status.Received, Business.Held);
            var told = await stream.Next();
            (told.Event, told.Data).ShouldBe(("changed", $$"""{"id":"{{first}}"}"""));
            last = told.Id;
        }

        Later();
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{second}/actions/withdraw", _mine, new { reason = "unsafe" })).Expect(200);

        using (var stream = await Open(last))
        {
            (await stream.Next()).Data.ShouldBe($$"""{"id":"{{second}}"}""");
            (await stream.UntilPing()).ShouldBe(0);
        }
        using (var stream = await Open("0")) (await stream.UntilPing()).ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_only_fills_in_is_told_too()
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = await service.Send(_mine, pool);
        await service.Say(id, pool, Status.Accepted, Business.Accepted, version: 2, attempt: attempt);
        using var stream = await Open(null);
        await stream.UntilPing();
        Later();

        await service.Say(id, pool, Status.Received, Business.Held, version: 1, attempt: attempt);

        (await stream.Next()).Data.ShouldBe($$"""{"id":"{{id}}"}""");
    }

    private void Later() => service.Clock.Advance(TimeSpan.FromMilliseconds(1));

    private async Task<Stream> Open(string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/referrals/stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _mine);
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        var answer = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(200);
        return new(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    private sealed record Stream(HttpResponseMessage Answer, StreamReader Lines) : IDisposable
    {
        private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));

        /// <returns>The next event that is no ping.</returns>
        public async Task<(string? Event, string? Id, string? Data)> Next()
        {
            (string? Event, string? Id, string? Data) item = default;
            while (await Lines.ReadLineAsync(_limit.Token) is { } line)
                if (line.StartsWith("event: ", StringComparison.Ordinal)) item.Event = line[7..];
                else if (line.StartsWith("id: ", StringComparison.Ordinal)) item.Id = line[4..];
                else if (line.StartsWith("data: ", StringComparison.Ordinal)) item.Data = line[6..];
                else if (line.Length == 0 && item.Event is not (null or "ping")) return item;
                else if (line.Length == 0) item = default;
            throw new EndOfStreamException();
        }

        /// <returns>Events before it.</returns>
        public async Task<int> UntilPing()
        {
            var events = 0;
            while (await Lines.ReadLineAsync(_limit.Token) is { } line && line != "event: ping")
                if (line.StartsWith("event: ", StringComparison.Ordinal)) events++;
            return events;
        }

        public void Dispose()
        {
            _limit.Dispose();
            Lines.Dispose();
            Answer.Dispose();
        }
    }
}
