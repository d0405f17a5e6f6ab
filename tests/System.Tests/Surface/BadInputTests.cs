using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>
/// Every member of every write, spoiled in every way: 400 with the field named, and nothing stored. The bodies are made
/// from one good example a write, which is taken at the end: so it was the one spoiled thing that was refused.
/// </summary>
[Collection(nameof(EmptyNetwork))]
public sealed class BadInputTests(EmptyNetwork network)
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Scene>>> Scenes = new();

    /// <summary>Writes without a JSON body, and why.</summary>
    private static readonly Dictionary<string, string> NoJson = new()
    {
        ["POST /connect/token"] = "a form, with the errors of RFC 6749",
        ["POST /connect/revoke"] = "a form, with the errors of RFC 6749",
        ["POST /api/me/sign-out-everywhere"] = "no body",
        ["POST /api/organisations/{id}/people/{personId}/disable"] = "no body",
        ["POST /api/organisations/{id}/people/{personId}/enable"] = "no body",
        ["POST /api/organisations/{id}/people/{personId}/sign-out"] = "no body",
        ["POST /api/organisations/{id}/people/{personId}/reset"] = "no body",
        ["POST /api/keys/rotate"] = "no body",
        ["POST /api/organisations/{id}/clients/{clientId}/disable"] = "no body",
        ["POST /api/gazetteer/import"] = "a CSV file, whose bad rows are listed",
        ["POST /api/conferences/{conferenceId}/cancel"] = "no body",
        ["POST /api/calls/{callId}/called-back"] = "no body",
        ["POST /api/transfers/{offerId}/accept"] = "no body",
        ["POST /api/transfers/{offerId}/decline"] = "no body",
        ["POST /api/incidents/{incidentId}/second"] = "no body",
        ["POST /api/{kind}/pools/{id}/confirm"] = "no body",
        ["POST /api/{kind}/sites/{siteId}/suspend"] = "no body",
        ["POST /api/{kind}/inbox/{attemptId}/health-check"] = "no body",
        ["POST /api/{kind}/sites/{siteId}/resume"] = "no body",
    };

    /// <summary>Module and number of the example.</summary>
    public static TheoryData<string, int> Writes
    {
        get
        {
            var writes = new TheoryData<string, int>();
            foreach (var (i, example) in Examples.All.Index())
            foreach (var kind in example.OfKind ? Endpoint.KindsOf(example.Route) : [""])
                writes.Add(example.Route.Replace(Endpoint.Kind, kind, StringComparison.Ordinal), i);
            return writes;
        }
    }

    [Fact]
    public void Every_write_has_an_example_or_takes_no_JSON()
    {
        var writes = network.Endpoints.Where(endpoint => endpoint.Method is not ("GET" or "DELETE")).ToList();
        writes
            .Where(endpoint => endpoint.TakesJson)
            .Select(endpoint => endpoint.CommonName)
            .Distinct()
            .ShouldBe(Examples.All.Select(example => example.Route).Distinct(), ignoreOrder: true);
        writes
            .Where(endpoint => !endpoint.TakesJson)
            .Select(endpoint => endpoint.CommonName)
            .Distinct()
            .ShouldBe(NoJson.Keys, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Each_bad_body_is_refused_by_its_field_and_nothing_is_stored(string write, int number)
    {
        var example = Examples.All[number];
        var endpoint = network.Endpoints.Single(endpoint => endpoint.Name == write);
        var (scene, pool, path) = await Prepare(example, endpoint);
        var caller = example.Role.Length == 0 ? network.Nobody : await Caller(scene, example.Role).As(example.Role);
        var before = await Tables.Snapshot(network.Folder);

        var faults = new List<string>();
        foreach (var bad in BadBodies.Of(example, scene, pool))
            if (Fault(bad, await Send(caller, endpoint, path, bad.Body)) is { } fault)
                faults.Add(fault);
        foreach (
            var large in new[]
            {
                "{\"x\":\"" + new string('a', example.MaxBody) + "\"}",
                new string(' ', example.MaxBody) + example.Body(scene, pool).ToJsonString(),
            }
        )
            if (await Send(caller, endpoint, path, Encoding.UTF8.GetBytes(large)) is { Status: not 413 } answer)
                faults.Add($"over {example.MaxBody} bytes: {answer.Status}");

        faults.ShouldBeEmpty();
        (await Tables.ChangedSince(before, network.Folder)).ShouldBeEmpty();
        var good = await Send(caller, endpoint, path, Encoding.UTF8.GetBytes(example.Body(scene, pool).ToJsonString()));
        good.Status.ShouldBe(example.Accepted, good.Text);
    }

    [Theory]
    [InlineData("limit", "0", "-1", "201", "99999999999", "x", "១០")]
    [InlineData("cursor", "x", "ទំព័រ", "%00")]
    public async Task Each_list_names_a_bad_parameter(string parameter, params string[] values)
    {
        var (scene, faults, lists) = (await SceneOf("shelters"), new List<string>(), 0);
        var ids = new Ids(
            scene,
            await scene.Referral(Contracts.Status.Received),
            await scene.NewPool(),
            scene.Provider.Id,
            ""
        );
        foreach (
            var endpoint in network.Endpoints.Where(e =>
                e is { Method: "GET", Roles: not null }
                && (!Endpoint.Kinds.Contains(e.Module) || e.Module == "shelters")
            )
        )
        {
            var (path, caller) = (
                ids.Path(endpoint),
                await Caller(
                        scene,
                        endpoint.Roles!.Contains(Contracts.Roles.Caseworker) ? Contracts.Roles.Caseworker : ""
                    )
                    .As(endpoint.Roles!)
            );
            if (
                (await caller.Get(path)) is not { Status: 200, MediaType: "application/json" } list
                || !list.Json.ContainsKey("nextCursor")
            )
                continue;
            lists++;
            foreach (var value in values)
                if (
                    await caller.Get($"{path}?{parameter}={value}") is var bad
                    && (bad.Status != 400 || !bad.Fields.Contains(parameter))
                )
                    faults.Add($"{endpoint.Name}?{parameter}={value}: {bad.Status} {bad.Text}");
        }
        lists.ShouldBeGreaterThan(8);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_Idempotency_Key_has_a_length()
    {
        var scene = await SceneOf("shelters");
        var caseworker = await scene.Referrer.As(Contracts.Roles.Caseworker);
        foreach (var key in new[] { "", new string('x', 201) })
        {
            var answer = await caseworker.Post(
                "/api/referrals",
                scene.Request(await scene.NewPool()),
                ("Idempotency-Key", key)
            );
            answer.Status.ShouldBe(400);
            answer.Fields.ShouldBe(["Idempotency-Key"]);
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("900000000000000000")]
    [InlineData("9223372036854775807")]
    public async Task A_stream_opens_whatever_id_it_is_to_resume_after(string last)
    {
        var scene = await SceneOf("shelters");
        var id = await scene.Referral(Contracts.Status.Received);
        (
            await (await scene.Provider.As(Contracts.Roles.Intake)).Get(
                "/api/shelters/inbox/stream",
                ("Last-Event-ID", last)
            )
        ).Status.ShouldBe(200);
        (
            await (await scene.Referrer.As(Contracts.Roles.Caseworker)).Get(
                "/api/referrals/stream",
                ("Last-Event-ID", last)
            )
        ).Status.ShouldBe(200);
        (
            await (await scene.Referrer.As(Contracts.Roles.Caseworker)).Get(
                $"/api/referrals/{id}/stream",
                ("Last-Event-ID", last)
            )
        ).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_bad_row_of_the_gazetteer_is_listed_and_not_stored()
    {
        // Signs in first: that stores something of its own.
        var office = await network.Office.As(Contracts.Roles.Operator);
        var before = await Tables.Snapshot(network.Folder);
        string[] rows =
        [
            "០១,,ក,A,13,103",
            "1,,ក,A,13,103",
            "0199,01,,,13,103",
            "0199,02,ក,A,13,103",
            "9901,99,ក,A,13,103",
            "0199,01,ក,A,91,103",
            "0199,01,ក,A,13,181",
            "0199,01,ក,A,NaN,103",
            "0199,01,ក,A,១៣,103",
            "0199,01,ក,A,,103",
            "0199,01,ក\u0000,A,13,103",
            "0199,01,ក,A\u0007,13,103",
            $"0199,01,ក,{new string('a', 201)},13,103",
            "99,,ក,A,,",
        ];
        using var csv = new StringContent(
            "code,parent_code,name_km,name_en,lat,lon\n" + string.Join('\n', rows) + "\n",
            Encoding.UTF8,
            "text/csv"
        );
        var report = (await office.Ask(HttpMethod.Post, "/api/gazetteer/import", csv)).Expect(200);
        report["bad"]!.AsArray().Select(row => (int)row!["line"]!).ShouldBe(Enumerable.Range(2, rows.Length));
        (await Tables.ChangedSince(before, network.Folder)).ShouldBeEmpty();
    }

    private static string? Fault(BadBody bad, Answer answer)
    {
        if (answer.Status != 400)
            return $"{bad.What}: {answer.Status} {answer.Text[..Math.Min(200, answer.Text.Length)]}";
        if (answer.MediaType != "application/problem+json")
            return $"{bad.What}: {answer.MediaType}";
        if (bad.Unsaid is not null && answer.Text.Contains(bad.Unsaid, StringComparison.Ordinal))
            return $"{bad.What}: repeated in {answer.Text}";
        return bad.IsNamed(answer.Fields)
            ? null
            : $"{bad.What}: named {string.Join(", ", answer.Fields)}, not {bad.Named[0]}";
    }

    private static Task<Answer> Send(HttpClient caller, Endpoint endpoint, string path, byte[] body) =>
        caller.Ask(
            new HttpMethod(endpoint.Method),
            path,
            Api.Json(body),
            ("If-Match", "*"),
            ("Idempotency-Key", $"{Guid.NewGuid()}")
        );

    /// <summary>A path with real ids, of a referral in the state that the write asks for.</summary>
    private async Task<(Scene Scene, Guid Pool, string Path)> Prepare(Example example, Endpoint endpoint)
    {
        var kind =
            Endpoint.Kinds.Contains(endpoint.Module) ? endpoint.Module
            : endpoint.Path.Contains("/groups", StringComparison.Ordinal) ? "shelters"
            : "medical";
        var scene = await SceneOf(kind);
        var pool = await scene.NewPool();
        var referral =
            (
                endpoint.Module == "referrals"
                && endpoint.Parameters.Any(parameter => parameter is "id" or "conferenceId")
            ) || endpoint.Parameters.Any(parameter => parameter is "referralId" or "attemptId")
                ? await scene.Referral(example.State)
                : Guid.Empty;
        var person = endpoint.Parameters.Contains("personId") ? await scene.Provider.NewPerson() : Guid.Empty;
        var conference = endpoint.Parameters.Contains("conferenceId") ? await scene.Conference(referral) : Guid.Empty;
        if (endpoint.Path.EndsWith("/case", StringComparison.Ordinal))
            scene.Sent = await scene.Referral(Contracts.Status.Received);
        var complaint = endpoint.Parameters.Contains("complaintId") ? await scene.Referrer.Complaint() : Guid.Empty;
        // Nobody judges its own organisation, and a suspended one judges nobody.
        var organisation =
            example.Role == Contracts.Roles.Coordinator ? (await network.Partner("Watched")).Id : scene.Provider.Id;
        if (endpoint.Path.EndsWith("/resume", StringComparison.Ordinal))
            (
                await (await scene.Provider.As(Contracts.Roles.Coordinator)).Post(
                    $"/api/organisations/{organisation}/suspend",
                    new JsonObject { ["note"] = "a visit" }
                )
            ).Expect(200);
        var visit = endpoint.Path.Contains("/agenda/", StringComparison.Ordinal)
            ? await scene.AgendaItem(referral)
            : Guid.Empty;
        if (
            endpoint.Path.EndsWith("/grant", StringComparison.Ordinal)
            || endpoint.Path.Contains("/funds/", StringComparison.Ordinal)
        )
            scene.Fund = await scene.NewFund();
        var document = endpoint.Parameters.Contains("documentId") ? await scene.Document(referral) : Guid.Empty;
        var block = endpoint.Parameters.Contains("reservationId") ? (await scene.Group()).Block : Guid.Empty;
        var incident = endpoint.Parameters.Contains("incidentId")
            ? await scene.Incident(Contracts.Roles.Coordinator)
            : Guid.Empty;
        var ids = new Ids(scene, referral, pool, organisation, "")
        {
            Incident = incident,
            Person = person,
            Conference = conference,
            Complaint = complaint,
            Block = block,
            AgendaItem = visit,
            Document = document,
            Fund = scene.Fund,
        };
        return (scene, pool, ids.Path(endpoint));
    }

    private Task<Scene> SceneOf(string kind) => Scenes.GetOrAdd(kind, _ => new(() => Scene.Of(network, kind))).Value;

    private static Partner Caller(Scene scene, string role) =>
        role == Contracts.Roles.Caseworker ? scene.Referrer : scene.Provider;
}
