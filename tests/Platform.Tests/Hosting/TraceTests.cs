using System.Collections.Concurrent;
using System.Diagnostics;

namespace ReferralNetwork.Platform.Tests;

/// <summary>What leaves for the collector of traces, where one is set.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task A_trace_tells_the_route_and_neither_whose_row_it_was_nor_what_was_asked()
    {
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
                spans.Enqueue($"{span.DisplayName} {string.Join(' ', span.TagObjects.Select(tag => $"{tag}"))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = new World();
        // Nobody listens there: what would be sent is heard here.
        world.Settings["Otlp:Endpoint"] = "http://127.0.0.1:9";
        var notes = await world.Start<NotesModule>();
        var made = await notes.Post("/notes", Given.Note());
        await notes.Get($"/notes/{made.Id}?who={Uri.EscapeDataString(Given.Secret)}");

        await Eventually.IsSo(
            () => Task.FromResult(spans.Any(span => span.Contains("/notes/{id:guid}", StringComparison.Ordinal))),
            "the request has its span"
        );
        spans.ShouldAllBe(span =>
            !span.Contains($"{made.Id}", StringComparison.Ordinal)
            && !span.Contains(Given.Secret, StringComparison.Ordinal)
            && !span.Contains(Uri.EscapeDataString(Given.Secret), StringComparison.Ordinal)
        );
    }
}
