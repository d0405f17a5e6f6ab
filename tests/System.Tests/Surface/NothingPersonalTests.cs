using System.Text;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>
/// Marked names, words and places, sought after a whole job, its failures and its bad requests in all that the network
/// wrote or said beside its answers to those who may know (rules 3, 4 and 6).
/// </summary>
public sealed class NothingPersonalTests : IAsyncLifetime
{
    private static readonly string[] Services = [.. Launch.Module.All.Select(module => module.Name)];

    private readonly Mark _hers = new();
    private readonly Mark _number = new(number: true);

    // What a broken message says: its row holds it, and nothing else may.
    private readonly Mark _broken = new();
    private readonly Recorder _recorder = new();
    private readonly List<(string Where, byte[] Bytes)> _files = [];
    private readonly EmptyNetwork _network;
    private Scene _scene = null!;

    public NothingPersonalTests() => _network = new EmptyNetwork(_recorder.Around) { Logging = _recorder.Record };

    public async ValueTask InitializeAsync()
    {
        await _network.InitializeAsync();
        foreach (var service in Services)
            KeepEveryMessageRow(service);
        _scene = await Scene.Of(_network, "shelters");
    }

    public ValueTask DisposeAsync()
    {
        _recorder.Dispose();
        Directory.Delete(_network.Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Nobody_is_named_in_any_log_trace_event_URL_refusal_metric_or_file()
    {
        await WholeJob();
        await LifeInDanger();
        await Rings();
        await Examined();
        await ConsentWithdrawn();
        ReadFiles("while it runs");
        await BadRequests();
        await Failures();
        ReadFiles("while it runs");
        await Tables.Settle(_network.Folder);
        var metrics = new List<string>();
        foreach (var service in Services)
            metrics.Add((await _network.Nobody.Get(new Uri(Address(service), "/metrics").ToString())).Text);
        var rows = Services
            .SelectMany(service => Tables.All(_network.Folder, service, "SELECT What FROM Seen"))
            .ToList();
        await _network.Stop();
        ReadFiles("at rest");

        // All that was looked into did hold something.
        _recorder.Lines.ShouldContain(line => line.Contains("Request starting", StringComparison.Ordinal));
        _recorder.Lines.ShouldContain(line => line.StartsWith("ReferralNetwork.", StringComparison.Ordinal));
        _recorder.Spans.ShouldContain(span => span.Contains("/api/referrals", StringComparison.Ordinal));
        _recorder.Spans.ShouldContain(span =>
            span.Contains("shelters.referral-requested.v1", StringComparison.Ordinal)
        );
        _recorder.Refusals.Count.ShouldBeGreaterThan(500);
        metrics.ShouldAllBe(text => text.Contains("http_server", StringComparison.Ordinal));
        foreach (
            var type in new[]
            {
                "referral-requested.v1",
                "attempt-changed.v1",
                "referral-withdrawn.v1",
                "availability-changed.v1",
                "referrals.attempt-changed.v1",
                "failed:",
            }
        )
            rows.ShouldContain(row => row.Contains(type, StringComparison.Ordinal), type);
        _files.ShouldContain(file =>
            file.Where.EndsWith("referrals.db-wal", StringComparison.Ordinal) && file.Bytes.Length > 0
        );

        var found = new List<string>();
        void Seek(string where, IEnumerable<string> texts, params Mark[] marks) =>
            found.AddRange(
                texts
                    .SelectMany(text => marks.Select(mark => mark.FindIn(text)))
                    .OfType<string>()
                    .Distinct()
                    .Take(5)
                    .Select(hit => $"{where}: {hit}")
            );
        Mark[] marks = [_hers, _number, _broken];
        Seek("log", _recorder.Lines, marks);
        Seek("trace", _recorder.Spans, marks);
        Seek("URL", _recorder.Urls, marks);
        Seek("refusal", _recorder.Refusals, marks);
        Seek("metrics", metrics, marks);
        Seek("message", rows, marks);
        foreach (var (where, bytes) in _files)
            if ((_hers.FindIn(bytes) ?? _number.FindIn(bytes)) is { } hit)
                found.Add($"{where}: {hit}");
        found.ShouldBeEmpty();
    }

    /// <summary>Sent, refused, accepted, opened, scheduled, brought, helped, sent again, withdrawn and void.</summary>
    private async Task WholeJob()
    {
        var (caseworker, intake) = (await _scene.Referrer.As(Roles.Caseworker), await _scene.Provider.As(Roles.Intake));
        await _scene.Move(_hers.On("address"));
        var request = Personal(_scene.Request(await _scene.NewPool(), await _scene.NewPool()));
        request["continueOnRefusal"] = true;
        var id = await _scene.Send(request);
        string At() => $"/api/shelters/inbox/{_scene.AttemptOf(id)}";
        string from = $"/api/shelters/attempts/{id}",
            own = $"/api/referrals/{id}";

        (await intake.Get(At())).Expect(200);
        (
            await intake.Post(
                $"{At()}/actions/reject",
                new JsonObject { ["reason"] = "other", ["text"] = _hers.On("text") }
            )
        ).Expect(200);
        await _scene.Shows(id, Status.Received);
        (await intake.Post($"{At()}/actions/accept")).Expect(200);
        (await caseworker.Put($"{own}/details", Details())).Expect(204);
        (await intake.Get($"/api/referrals/attempts/{_scene.AttemptOf(id)}/details")).Text.ShouldContain(
            _hers.On("name")
        );
        (
            await intake.Post(
                $"{At()}/actions/schedule",
                new JsonObject
                {
                    ["at"] = DateTimeOffset.UtcNow.AddHours(2).ToString("O"),
                    ["meetingPoint"] = _hers.On("meeting-point"),
                    ["escort"] = _hers.On("escort"),
                }
            )
        ).Expect(200);
        (await caseworker.Get(from)).Text.ShouldContain(_hers.On("meeting-point"));
        (await caseworker.Post($"{from}/address", new JsonObject { ["escort"] = _hers.On("other-escort") })).Expect(
            422
        );
        (
            await caseworker.Post($"{from}/address", new JsonObject { ["escort"] = _hers.On("escort") })
        ).Text.ShouldContain(_hers.On("address"));
        (await intake.Post($"{At()}/actions/arrive")).Expect(200);
        (await intake.Post($"{At()}/actions/complete", Scene.Body("complete"))).Expect(200);
        await _scene.Shows(id, Status.Completed);
        (
            await caseworker.Post(
                $"{own}/actions/reopen",
                new JsonObject
                {
                    ["note"] = _hers.On("note"),
                    ["plan"] = new JsonArray(JsonValue.Create(await _scene.NewPool())),
                }
            )
        ).Expect(200);
        await _scene.Shows(id, Status.Received);
        (await intake.Post($"{At()}/actions/accept")).Expect(200);
        (
            await intake.Post(
                $"{At()}/actions/cancel",
                new JsonObject { ["reason"] = "other", ["text"] = _hers.On("text") }
            )
        ).Expect(200);
        await _scene.Shows(id, Status.Failed);
        (
            await caseworker.Post($"{own}/actions/entered-in-error", new JsonObject { ["note"] = _hers.On("note") })
        ).Expect(200);
        (await caseworker.Get(own)).Text.ShouldContain(_hers.On("note"));
        (await caseworker.Get($"{own}/access-log")).Expect(200);
    }

    private async Task LifeInDanger()
    {
        var request = _scene.Request(await _scene.NewPool());
        request.Remove("details");
        (request["urgency"], request["consent"]) = (
            "emergency",
            new JsonObject { ["basis"] = "vital-interest", ["justification"] = _hers.On("justification") }
        );
        await _scene.Send(request);
    }

    /// <summary>Calls a hotline, is cut off and called back; one was not taken as it was.</summary>
    private async Task Rings()
    {
        var caseworker = await _scene.Referrer.As(Roles.Caseworker);
        JsonObject Call(string caller) => new() { ["caller"] = caller, ["number"] = $"+{_number.Latin}" };
        (
            await caseworker.Post(
                "/api/shift-notes",
                new JsonObject { ["note"] = _hers.On("note") },
                ("Idempotency-Key", $"{Guid.NewGuid()}")
            )
        ).Expect(201);
        (await caseworker.Post("/api/calls", Call("third-party"))).Status.ShouldBe(400);
        var call = (
            await caseworker.Post("/api/calls", Call("dropped"), ("Idempotency-Key", $"{Guid.NewGuid()}"))
        ).Expect(201);
        (await caseworker.Get("/api/calls?open=true")).Text.ShouldContain(_number.Latin);
        (await caseworker.Post($"/api/calls/{call["id"]}/called-back")).Expect(204);
        (await caseworker.Post("/api/calls", Call("dropped"))).Expect(201);
    }

    /// <summary>Examined at a clinic: the report is opened, and given out for a court.</summary>
    private async Task Examined()
    {
        var (clinic, intake) = (
            await Scene.Of(_network, "medical", _scene.Referrer, _scene.Provider),
            await _scene.Provider.As(Roles.Intake)
        );
        var id = await clinic.Referral(Status.Accepted);
        var at = $"/api/medical/inbox/{clinic.AttemptOf(id)}";
        (
            await intake.Post(
                $"{at}/agenda",
                new JsonObject
                {
                    ["code"] = "visit",
                    ["at"] = DateTimeOffset.UtcNow.AddHours(2).ToString("O"),
                    ["note"] = _hers.On("note"),
                }
            )
        ).Expect(201);
        var document = $"{at}/documents/{await clinic.Document(id, _hers.On("report"))}";
        (await intake.Post($"{document}/open")).Expect(200);
        (
            await intake.Post(
                $"{document}/release",
                new JsonObject
                {
                    ["basis"] = "consent",
                    ["to"] = _hers.On("to"),
                    ["agreed"] = true,
                    ["how"] = "spoken",
                    ["takenBy"] = _hers.On("taken-by"),
                    ["court"] = _hers.On("court"),
                    ["number"] = _hers.On("number"),
                }
            )
        ).Expect(200);
        (await intake.Get($"{document}/custody")).Text.ShouldContain(_hers.On("taken-by"));
    }

    /// <summary>The wrapped key, and what it sealed, stand in the files before and nowhere after; also with a reader at
    /// that moment.</summary>
    private async Task ConsentWithdrawn()
    {
        var caseworker = await _scene.Referrer.As(Roles.Caseworker);
        foreach (var withReader in new[] { false, true })
        {
            var id = await _scene.Send(Personal(_scene.Request(await _scene.NewPool())));
            (string, object)[] hers = [("$id", id.ToString().ToUpperInvariant())];
            var key = (byte[])
                Tables.One(_network.Folder, "referrals", "SELECT Key FROM Keys WHERE ReferralId = $id", hers)!;
            var details = (byte[])
                Tables.One(
                    _network.Folder,
                    "referrals",
                    "SELECT Sealed FROM Sealed WHERE What = 'details' AND ReferralId = $id",
                    hers
                )!;
            Standing(key).ShouldNotBeEmpty();
            Standing(details).ShouldNotBeEmpty();

            Task<Answer> withdrawal;
            using (var reader = Tables.Open(Path.Combine(_network.Folder, "referrals.db")))
            {
                using var reading = withReader ? reader.BeginTransaction(deferred: true) : null;
                if (reading is not null)
                    Tables.Count(reading, "Referrals").ShouldBeGreaterThan(0);
                withdrawal = caseworker.Post($"/api/referrals/{id}/consent/withdraw");
                await Eventually.IsSo(
                    () =>
                        Task.FromResult(
                            Tables.One(
                                _network.Folder,
                                "referrals",
                                "SELECT Key FROM Keys WHERE ReferralId = $id",
                                hers
                            )
                                is null
                        ),
                    "the key's row is gone"
                );
            }
            (await withdrawal).Expect(200);
            Standing(key).ShouldBeEmpty();
            Standing(details).ShouldBeEmpty();
            (await caseworker.Get($"/api/referrals/{id}/details")).Expect(404);
        }
    }

    /// <summary>Every write of the API, refused for a mark in the wrong place: as a value, as an element, as a member's
    /// name.</summary>
    private async Task BadRequests()
    {
        var (scenes, referrals) = (
            new Dictionary<string, (Scene Scene, Guid Pool)>(),
            new Dictionary<(Scene, string), Guid>()
        );
        foreach (var example in Examples.All)
        {
            var route =
                !example.OfKind || Endpoint.KindsOf(example.Route).Contains(_scene.Route)
                    ? _scene.Route
                    : Endpoint.KindsOf(example.Route)[0];
            if (!scenes.TryGetValue(route, out var known))
            {
                var at =
                    route == _scene.Route ? _scene : await Scene.Of(_network, route, _scene.Referrer, _scene.Provider);
                if (route == "training")
                    at.Fund = await at.NewFund();
                scenes[route] = known = (at, await at.NewPool());
            }
            var (scene, pool) = known;
            var endpoint = _network.Endpoints.First(endpoint =>
                endpoint.CommonName == example.Route && (!example.OfKind || endpoint.Module == route)
            );
            if (!referrals.ContainsKey((scene, example.State)))
                referrals[(scene, example.State)] = await scene.Referral(example.State);
            var referral = referrals[(scene, example.State)];
            var path = new Ids(scene, referral, pool, scene.Provider.Id, "")
            {
                AgendaItem = endpoint.Path.Contains("/agenda/", StringComparison.Ordinal)
                    ? await scene.AgendaItem(referral)
                    : Guid.Empty,
                Fund = scene.Fund,
            }.Path(endpoint);
            var (method, body) = (new HttpMethod(endpoint.Method), example.Body(scene, pool));
            var caller = example.Role.Length == 0 ? _network.Nobody : await Caller(example.Role).As(example.Role);
            foreach (var bad in Marked(example, body))
                (
                    await caller.Ask(
                        method,
                        path,
                        Api.Json(bad.Body),
                        ("If-Match", "*"),
                        ("Idempotency-Key", _hers.Latin)
                    )
                ).Status.ShouldBe(400, $"{example.Route} {bad.What}");

            var text = $"{{ \"{_hers.On("member")}\": \"{_hers.On("value")}\"";
            (
                await caller.Ask(method, path, Api.Json(text), ("Idempotency-Key", new string('x', 300) + _hers.Latin))
            ).Status.ShouldBe(400);
            (await caller.Ask(method, path, new StringContent(text, Encoding.UTF8, "text/plain"))).Status.ShouldBe(415);
            (await caller.Ask(method, path, Api.Json(text + new string(' ', example.MaxBody)))).Status.ShouldBe(413);
            if (endpoint.Roles?.Contains(Roles.Auditor) == false)
                (await (await _scene.Referrer.As(Roles.Auditor)).Ask(method, path, Api.Json(text))).Status.ShouldBe(
                    403
                );
        }
        foreach (var member in new[] { "client_id", "client_secret", "grant_type", _hers.On("parameter") })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { [member] = _hers.On("value") });
            (await _network.Nobody.Ask(HttpMethod.Post, "/connect/token", form)).Status.ShouldBeOneOf(400, 401);
        }
    }

    private IEnumerable<BadBody> Marked(Example example, JsonObject body)
    {
        foreach (var (path, node) in BadBodies.Walk(body, ""))
        {
            var mark = JsonValue.Create(_hers.On("value")).ToJsonString();
            if (node is JsonObject)
                yield return BadBodies.With(
                    body,
                    path.Length == 0 ? _hers.On("member") : $"{path}.{_hers.On("member")}",
                    "1",
                    "a mark as a member"
                );
            if (path.Length == 0)
                continue;
            yield return BadBodies.With(body, path, $"[[{mark}]]", "a mark in a list");
            if (!example.FreeText.TryGetValue(path, out var most) && !example.Lines.TryGetValue(path, out most))
                yield return BadBodies.With(body, path, mark, "a mark");
            else
                yield return BadBodies.With(
                    body,
                    path,
                    $"\"{_hers.On("value")}{new string('x', most)}\"",
                    "a mark in too long a text"
                );
        }
    }

    /// <summary>The database fails, a sealed text is spoilt, a message cannot be handled.</summary>
    private async Task Failures()
    {
        var caseworker = await _scene.Referrer.As(Roles.Caseworker);
        Tables.Do(
            _network.Folder,
            "referrals",
            "CREATE TRIGGER Fails BEFORE INSERT ON Sealed BEGIN SELECT RAISE(ABORT, 'no'); END"
        );
        (await caseworker.Post("/api/referrals", Personal(_scene.Request(await _scene.NewPool())))).Status.ShouldBe(
            503
        );
        Tables.Do(_network.Folder, "referrals", "DROP TRIGGER Fails");

        var id = await _scene.Send(Personal(_scene.Request(await _scene.NewPool())));
        Tables.Do(
            _network.Folder,
            "referrals",
            "UPDATE Sealed SET Sealed = zeroblob(200) WHERE ReferralId = $id",
            ("$id", id.ToString().ToUpperInvariant())
        );
        (await caseworker.Get($"/api/referrals/{id}/details")).Status.ShouldBe(500);

        foreach (
            var body in new[]
            {
                $$"""{ "attemptId": "{{Guid.NewGuid()}}", "referralId": "{{Guid.NewGuid()}}", "reason": "{{_broken.On("reason")}}" }""",
                $$"""{ "{{_broken.On("member")}}": {""",
            }
        )
            Tables.Do(
                _network.Folder,
                "shelters",
                """
                INSERT INTO Outbox (MessageId, Type, Body, SentAt, Tries, DueAt) VALUES ($id, 'attempt-changed.v1', $body, 0, 0, 0)
                """,
                ("$id", Guid.NewGuid().ToString().ToUpperInvariant()),
                ("$body", body)
            );
        await Eventually.IsSo(
            () =>
                Task.FromResult((long)Tables.One(_network.Folder, "referrals", "SELECT COUNT(*) FROM Failures")! == 2),
            "what cannot be handled is kept"
        );
    }

    // An event row is deleted when it has arrived: here nothing of it is forgotten.
    private void KeepEveryMessageRow(string service)
    {
        Tables.Do(_network.Folder, service, "CREATE TABLE Seen (What TEXT)");
        foreach (
            var (table, change, what) in new[]
            {
                (
                    "Outbox",
                    "INSERT",
                    "NEW.Type || ' ' || CASE WHEN NEW.SentAt = 0 THEN '' ELSE NEW.Body END || ' ' || "
                        + "coalesce(NEW.TraceParent, '')"
                ),
                ("Inbox", "INSERT", "NEW.Consumer || ' ' || hex(NEW.BodyHash)"),
                ("Failures", "INSERT", "'failed: ' || NEW.Consumer || ' ' || NEW.Reason"),
                ("Failures", "UPDATE", "'failed: ' || NEW.Consumer || ' ' || NEW.Reason"),
            }
        )
            Tables.Do(
                _network.Folder,
                service,
                $"CREATE TRIGGER Seen{table}{change} AFTER {change} ON {table} BEGIN INSERT INTO Seen VALUES "
                    + $"({what}); END"
            );
    }

    private JsonObject Personal(JsonObject request)
    {
        request["survivor"]!["age"] = 16;
        request["never"] = new JsonObject { ["persons"] = new JsonArray(_hers.On("person")) };
        (request["consent"]!["guardian"], request["consent"]!["assent"], request["consent"]!["assentReason"]) = (
            "none",
            "unable",
            _hers.On("assent")
        );
        request["consent"]!["bestInterest"] = new JsonObject
        {
            ["role"] = _hers.On("role"),
            ["at"] = DateTimeOffset.UtcNow.AddDays(-1).ToString("O"),
            ["options"] = _hers.On("options"),
            ["views"] = _hers.On("views"),
            ["why"] = _hers.On("why"),
        };
        request["details"] = Details();
        return request;
    }

    private JsonObject Details() =>
        new()
        {
            ["name"] = _hers.On("name"),
            ["contact"] = _hers.On("contact"),
            ["narrative"] = _hers.On("narrative"),
            ["contactRule"] = new JsonObject
            {
                ["channels"] = new JsonArray("none"),
                ["hours"] = _hers.On("hours"),
                ["whoElseMayAnswer"] = _hers.On("who-else"),
            },
        };

    private Partner Caller(string role) => role == Roles.Caseworker ? _scene.Referrer : _scene.Provider;

    private Uri Address(string service) => new(_network.Network.Host(service).Urls.First());

    private void ReadFiles(string when) =>
        _files.AddRange(
            Directory
                .EnumerateFiles(_network.Folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != ".lock")
                .Select(file => ($"{when}: {Path.GetFileName(file)}", Read(file)))
        );

    /// <summary>In which of the referrals' files these bytes stand.</summary>
    private List<string> Standing(byte[] bytes) =>
        [
            .. Directory
                .EnumerateFiles(_network.Folder, "referrals.db*")
                .Where(file => Read(file).AsSpan().IndexOf(bytes) >= 0),
        ];

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
