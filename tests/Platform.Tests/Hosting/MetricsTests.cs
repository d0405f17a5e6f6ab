using System.Text.RegularExpressions;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Numbers by route, method, status and consumer; nothing of anybody.</summary>
public sealed partial class MetricsTests
{
    private static readonly string[] Labels =
    [
        "http_route",
        "http_request_method",
        "http_response_status_code",
        "consumer",
        "kind",
        // The exporter's own: the meter, a histogram's bounds, the service, and what made the page.
        "otel_scope_name",
        "le",
        "service_name",
        "telemetry_sdk_name",
        "telemetry_sdk_language",
        "telemetry_sdk_version",
    ];

    [Fact]
    public async Task The_page_counts_requests_and_messages_and_tells_nothing_else()
    {
        await using var world = new World();
        world.OnHandle = (_, message) =>
            message.Text == "bad" ? throw new InvalidOperationException() : Task.CompletedTask;
        var (notes, copies) = (await world.Start<NotesModule>(), await world.Start<CopiesModule>());
        var made = await notes.Post("/notes", Given.Note());
        await notes.Post("/notes", Given.Note("bad"));
        await notes.Get($"/notes/{made.Id}?who={Uri.EscapeDataString(Given.Secret)}");
        await notes.Get($"/nowhere/{Guid.NewGuid()}");
        await copies.HasCopied(made.Id);
        await notes.OutboxIsEmpty();

        var page = "";
        // A request is counted after it is answered.
        await Eventually.IsSo(
            async () =>
                (page = (await notes.Get("/metrics")).Text).Contains(
                    "http_route=\"/notes/{id:guid}\"",
                    StringComparison.Ordinal
                ),
            "the request is counted"
        );

        page.ShouldMatch("inbox_handled_total\\{[^}]*consumer=\"copies.note-added.v1\"[^}]*\\} ");
        page.ShouldMatch("inbox_failed_total\\{[^}]*consumer=\"copies.note-added.v1\"[^}]*\\} ");
        page.ShouldMatch("outbox_relayed_total\\{[^}]*\\} ");
        foreach (var line in page.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'))
        {
            var parsed = Line().Match(line);
            parsed.Success.ShouldBeTrue(line);
            parsed.Groups["label"].Captures.Select(label => label.Value).ShouldBeSubsetOf(Labels);
        }
        AnId().IsMatch(page).ShouldBeFalse("no id");
        page.ShouldNotContain("house");
    }

    // The Prometheus text format: name{label="value",…} number and when
    [GeneratedRegex("""^[a-z_][a-z0-9_]*(\{((?<label>[a-z_]+)="[^"\\]*",?)*\})? -?[0-9.eE+-]+( [0-9]+)?$""")]
    private static partial Regex Line();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-", RegexOptions.IgnoreCase)]
    private static partial Regex AnId();
}
