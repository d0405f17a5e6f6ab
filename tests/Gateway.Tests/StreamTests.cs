namespace ReferralNetwork.Gateway.Tests;

[Collection(nameof(EdgeFixture))]
public sealed class StreamTests(EdgeFixture edge)
{
    [Fact]
    public async Task An_event_passes_while_its_stream_is_open_and_the_stream_ends_when_the_caller_goes()
    {
        using (
            var answer = await edge.Client.GetAsync("/api/shelters/stream", HttpCompletionOption.ResponseHeadersRead)
        )
        {
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
            (await reader.ReadLineAsync().InTime()).ShouldBe("data: first");
            edge.StreamEnded.Task.IsCompleted.ShouldBeFalse();
        }
        await edge.StreamEnded.Task.InTime();
    }
}
