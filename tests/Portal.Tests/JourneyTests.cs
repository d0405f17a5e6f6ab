using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ReferralNetwork.Portal.Tests;

/// <summary>One referral through the whole network, counted: what it asks of the databases on its way to a held place,
/// and what a page asks of the API to show it. The limits are today's counts; whoever makes the way longer says so
/// here.</summary>
[Collection(nameof(PortalNetwork))]
public sealed class JourneyTests(PortalNetwork network, ITestOutputHelper output)
{
    private static readonly ActivitySource Source = new("journey");

    [Fact]
    public async Task A_referral_that_is_held_and_shown_takes_no_longer_a_way_than_it_must()
    {
        using var caseworker = Client("ngo-1");
        using var counted = new Counted(network.Network.Address);
        var pool = await OpenShelter(caseworker);
        var (id, sent) = await counted.During(() => Send(caseworker, pool));
        using var visitor = await network.SignIn("ngo-1");
        var (page, shown) = await counted.During(() => visitor.Open($"/items/{id}"));

        page.Status.ShouldBe(HttpStatusCode.OK);
        foreach (var (what, how) in new[] { ("sent and held", sent), ("shown", shown) })
        foreach (var line in how)
            output.WriteLine($"{what}: {line.Value} x {line.Key}");
        Commands("ReferralsDb").ShouldBeLessThanOrEqualTo(17);
        Commands("SheltersDb").ShouldBeLessThanOrEqualTo(5);
        shown.Count(one => one.Key.StartsWith("GET /api/", StringComparison.Ordinal)).ShouldBe(2);

        // Each once: a waiting request looks as often as something else was committed meanwhile.
        int Commands(string database) =>
            sent.Keys.Count(one => one.StartsWith(database, StringComparison.Ordinal) && !IsLookAgain(one));
    }

    private static bool IsLookAgain(string command) => command.Contains("SELECT EXISTS", StringComparison.Ordinal);

    private HttpClient Client(string label)
    {
        var account = network.Accounts.Single(account => account.Label == label);
        var token = new RenewedToken(
            network.Network.Address,
            account.ClientId,
            account.ClientSecret,
            new SocketsHttpHandler()
        );
        return new HttpClient(token) { BaseAddress = network.Network.Address };
    }

    private static async Task<Guid> OpenShelter(HttpClient caseworker)
    {
        using var answer = await caseworker.PostAsJsonAsync(
            "/api/availability/search",
            new
            {
                kinds = new[] { "shelter" },
                sex = "female",
                age = 30,
                needs = new[] { "trafficking" },
                languages = new[] { "km" },
                openOnly = true,
            }
        );
        var found = (await answer.Content.ReadFromJsonAsync<JsonObject>())!["items"]!.AsArray();
        return (Guid)found.First(item => (string?)item!["access"] == "places")!["poolId"]!;
    }

    private static async Task<Guid> Send(HttpClient caseworker, Guid pool)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/referrals")
        {
            Content = JsonContent.Create(
                new
                {
                    kind = "shelter",
                    urgency = "urgent",
                    plan = new[] { pool },
                    survivor = new
                    {
                        sex = "female",
                        age = 30,
                        ageEstimated = false,
                        languages = new[] { "km" },
                        needs = new[] { "trafficking" },
                        withChildren = 0,
                        access = Array.Empty<string>(),
                    },
                    consent = new
                    {
                        purposes = new[] { "placement" },
                        recipients = "plan",
                        fields = new[] { "name" },
                        language = "km",
                        how = "spoken",
                        interpreter = "none",
                        limitsExplained = true,
                        alone = true,
                        expiresAt = DateTimeOffset.UtcNow.AddDays(90),
                    },
                }
            ),
        };
        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        request.Headers.Add("Prefer", "wait=10");
        using var answer = await caseworker.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (Guid)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    /// <summary>What belongs to one trace: commands by their database and what they are done for, and calls of the
    /// API.</summary>
    private sealed class Counted : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private const string Call = "System.Net.Http.HttpRequestOut";

        private readonly Uri _gateway;
        private readonly ActivityListener _spans;
        private readonly List<IDisposable> _subscriptions = [];
        private readonly ConcurrentBag<(ActivityTraceId Trace, string What)> _seen = [];

        public Counted(Uri gateway)
        {
            _gateway = gateway;
            _spans = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "journey" or "ReferralNetwork" or "Microsoft.AspNetCore",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            };
            ActivitySource.AddActivityListener(_spans);
            _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public async Task<(T Result, SortedDictionary<string, int> Counts)> During<T>(Func<Task<T>> act)
        {
            using var journey = Source.StartActivity("journey")!;
            var result = await act();
            var counts = _seen.Where(one => one.Trace == journey.TraceId).CountBy(one => one.What);
            return (result, new(counts.ToDictionary(), StringComparer.Ordinal));
        }

        public void OnNext(DiagnosticListener listener)
        {
            if (listener.Name is "Microsoft.EntityFrameworkCore" or "HttpHandlerDiagnosticListener")
                _subscriptions.Add(
                    listener.Subscribe(
                        this,
                        name =>
                            name == RelationalEventId.CommandExecuted.Name
                            || name.StartsWith(Call, StringComparison.Ordinal)
                    )
                );
        }

        public void OnNext(KeyValuePair<string, object?> happened)
        {
            if (Activity.Current is not { } span)
                return;
            if (happened.Value is CommandExecutedEventData { Context: { } db } executed)
                _seen.Add(
                    (span.TraceId, $"{db.GetType().Name} in {Root(span)}: {Short(executed.Command.CommandText)}")
                );
            else if (
                happened.Key == $"{Call}.Start"
                && happened.Value!.GetType().GetProperty("Request")!.GetValue(happened.Value) is HttpRequestMessage call
                && call.RequestUri!.Authority == _gateway.Authority
            )
                _seen.Add((span.TraceId, $"{call.Method} {call.RequestUri.AbsolutePath}"));
        }

        private static string Root(Activity span) =>
            span.Parent is { Source.Name: "ReferralNetwork" or "Microsoft.AspNetCore" } parent
                ? Root(parent)
                : span.DisplayName;

        private static string Short(string sql) =>
            string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))[
                ..Math.Min(70, sql.Length)
            ];

        public void OnCompleted() { }

        public void OnError(Exception error) { }

        public void Dispose()
        {
            foreach (var subscription in _subscriptions)
                subscription.Dispose();
            _spans.Dispose();
        }
    }
}
