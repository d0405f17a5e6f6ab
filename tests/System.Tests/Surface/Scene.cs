using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>A referrer and a provider of one kind, and referrals between them in whatever state a test wants.</summary>
internal sealed class Scene
{
    /// <summary>What the referrer calls a completed referral whose outcome it has confirmed.</summary>
    public const string Closed = "closed";

    private static readonly Dictionary<string, (string Kind, string Trade)> Trades = new()
    {
        ["shelters"] = ("shelter", """{ "stay": "emergency" }"""),
        ["training"] = ("training", """{ "course": "sewing" }"""),
        ["medical"] = ("medical", """{ "services": ["injury"] }"""),
        ["legal-aid"] = ("legal-aid", """{ "matters": ["identity-papers", "criminal-complaint"] }"""),
    };

    private readonly EmptyNetwork _network;

    private Scene(EmptyNetwork network, string route, Partner referrer, Partner provider) =>
        (_network, Route, Referrer, Provider) = (network, route, referrer, provider);

    /// <summary>The path segment: <c>shelters</c>.</summary>
    public string Route { get; }
    public string Kind => Trades[Route].Kind;

    /// <summary>What can be on the agenda; null where nothing is.</summary>
    public string? Agenda =>
        Route switch
        {
            "training" => "exam",
            "medical" => "visit",
            "legal-aid" => "hearing",
            _ => null,
        };

    public JsonNode Trade => JsonNode.Parse(Trades[Route].Trade)!;
    public Partner Referrer { get; }
    public Partner Provider { get; }
    public Guid Site { get; private set; }

    /// <summary>Of the provider's panel, where it has one.</summary>
    public Guid Member { get; private set; } = Guid.NewGuid();

    /// <summary>A referral to put another to.</summary>
    public Guid Sent { get; set; }

    /// <summary>Of a centre: out of which a grant is given.</summary>
    public Guid Fund { get; set; }

    /// <summary>Sealed until accepted.</summary>
    public string SurvivorsName { get; set; } = "Test Example";

    /// <summary>Pools of others that stand in every plan behind the provider's own.</summary>
    public List<Guid> PlanB { get; } = [];

    public static async Task<Scene> Of(
        EmptyNetwork network,
        string route,
        Partner? referrer = null,
        Partner? provider = null
    )
    {
        var scene = new Scene(
            network,
            route,
            referrer ?? await network.Partner("Referrer"),
            provider ?? await network.Partner("Provider")
        );
        await scene.Move("12 Example Street");
        if (route == "legal-aid")
            scene.Member = (Guid)
                (
                    await (await scene.Provider.As(Roles.Publisher)).Post(
                        "/api/legal-aid/panel",
                        new JsonObject
                        {
                            ["name"] = "Advocate Example",
                            ["languages"] = new JsonArray("km"),
                            ["does"] = new JsonArray("identity-papers"),
                            ["most"] = 50,
                        }
                    )
                ).Expect(201)["id"]!;
        return scene;
    }

    /// <summary>Opens another site, where the pools from then on are.</summary>
    public async Task Move(string address)
    {
        var publisher = await Provider.As(Roles.Publisher);
        Answer made = null!;
        await Eventually.IsSo(
            async () =>
                (
                    made = await publisher.Post(
                        $"/api/{Route}/sites",
                        new JsonObject
                        {
                            ["name"] = new JsonObject { ["en"] = "House" },
                            ["area"] = new JsonObject { ["district"] = "0110" },
                            ["address"] = address,
                        }
                    )
                ).Status != 503,
            "the gazetteer has arrived"
        );
        Site = (Guid)made.Expect(201)["id"]!;
    }

    public async Task<Guid> NewPool(string access = "places")
    {
        var made = (
            await (await Provider.As(Roles.Publisher)).Post(
                $"/api/{Route}/sites/{Site}/pools",
                new JsonObject
                {
                    ["name"] = new JsonObject { ["en"] = "Places" },
                    ["maximum"] = 10,
                    ["access"] = access,
                    ["trade"] = Trade,
                    ["eligibility"] = new JsonObject
                    {
                        ["sexes"] = new JsonArray("female", "male", "other"),
                        ["minAge"] = 0,
                        ["maxChildren"] = 3,
                        ["access"] = new JsonArray("step-free"),
                    },
                }
            )
        ).Expect(201);
        var id = (Guid)made["id"]!;
        var caseworker = await Referrer.As(Roles.Caseworker);
        await Eventually.IsSo(
            async () => (await caseworker.Get($"/api/availability/{id}")).Status == 200,
            "the pool can be found"
        );
        return id;
    }

    /// <summary>The body of a referral to these pools.</summary>
    public JsonObject Request(params IEnumerable<Guid> plan) =>
        new()
        {
            ["kind"] = Kind,
            ["urgency"] = "urgent",
            ["plan"] = new JsonArray([.. plan.Select(pool => JsonValue.Create(pool))]),
            ["continueOnRefusal"] = false,
            ["survivor"] = new JsonObject { ["sex"] = "female", ["age"] = 24 },
            ["consent"] = new JsonObject
            {
                ["purposes"] = new JsonArray("placement", "follow-up"),
                ["ends"] = new JsonObject { ["follow-up"] = DateTimeOffset.UtcNow.AddYears(2).ToString("O") },
                ["recipients"] = "plan",
                ["fields"] = new JsonArray("name", "contact", "narrative"),
                ["language"] = "km",
                ["how"] = "spoken",
                ["limitsExplained"] = true,
                ["alone"] = true,
                ["expiresAt"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O"),
            },
            ["details"] = new JsonObject { ["name"] = SurvivorsName },
        };

    /// <summary>What the provider knows it by.</summary>
    public Guid AttemptOf(Guid referral) => Attempts.Of(_network.Folder, referral, Provider.Id);

    /// <summary>Sends a referral and waits until both sides know that it was received, or that an assessment is asked
    /// for.</summary>
    public async Task<Guid> Send(JsonObject request)
    {
        var answer = await (await Referrer.As(Roles.Caseworker)).Post("/api/referrals", request, ("Prefer", "wait=5"));
        answer.Status.ShouldBeOneOf(201, 202);
        return (Guid)answer.Json["id"]!;
    }

    /// <summary>A referral in this state at both sides, by ordinary requests alone; at a pool of its own.</summary>
    /// <param name="state">A status, or <see cref="Closed"/>.</param>
    public async Task<Guid> Referral(string state)
    {
        var id = await Send(
            Request([await NewPool(state == Status.Requested ? "assessment-first" : "places"), .. PlanB])
        );
        if (state == Status.Requested)
            await Shows(id, Status.Requested, Business.AssessmentNeeded);
        foreach (var (by, action, then) in Way(state))
        {
            if (by == "provider")
                await Act(id, action);
            else
                (
                    await (await Referrer.As(Roles.Caseworker)).Post(
                        $"/api/referrals/{id}/actions/{action}",
                        Body(action)
                    )
                ).Expect(200);
            if (then is not null)
                await Shows(id, then);
        }
        if (Kind == "legal-aid" && Status.Open.Contains(state))
            await (await Provider.As(Roles.Intake)).Post(
                $"/api/{Route}/inbox/{AttemptOf(id)}/conflict-check",
                new JsonObject { ["client"] = new JsonArray($"Client {id:N}") }
            );
        // Until each side knows all that the other has done.
        await Tables.Settle(_network.Folder);
        return id;
    }

    /// <summary>A call that was dropped, with a number to call back.</summary>
    public async Task<Guid> Call() =>
        (Guid)
            (
                await (await Referrer.As(Roles.Caseworker)).Post(
                    "/api/calls",
                    new JsonObject { ["caller"] = "dropped", ["number"] = "+855 00 000 199" }
                )
            ).Expect(201)["id"]!;

    public async Task<Guid> HandOver() =>
        (Guid)
            (
                await (await Referrer.As(Roles.Caseworker)).Post(
                    "/api/shift-notes",
                    new JsonObject { ["note"] = "one rings again at six" }
                )
            ).Expect(201)["id"]!;

    /// <summary>An offer that nobody has answered.</summary>
    public async Task<Guid> Offer(Guid referral, Partner? to = null)
    {
        to ??= await _network.Partner("Another");
        // Until the other side has heard of the partner.
        await Tables.Settle(_network.Folder);
        return (Guid)
            (
                await (await Referrer.As(Roles.Caseworker)).Post(
                    $"/api/referrals/{referral}/transfer",
                    new JsonObject
                    {
                        ["organisation"] = new JsonObject { ["id"] = $"{to.Id}" },
                        ["how"] = "spoken",
                        ["language"] = "km",
                    }
                )
            ).Expect(201)["id"]!;
    }

    /// <summary>What is left with the referrer of a referral that another has taken over.</summary>
    public async Task<Guid> Former()
    {
        var next = await _network.Partner("Next");
        var offer = await Offer(await Referral(Status.Received), next);
        (await (await next.As(Roles.Caseworker)).Post($"/api/transfers/{offer}/accept")).Expect(200);
        return (Guid)
            (await (await Referrer.As(Roles.Caseworker)).Get("/api/former-referrals")).Expect(200)["items"]![0]!["id"]!;
    }

    /// <summary>By a coordinator it is open at once; by a caseworker it waits for another organisation, and there is
    /// one at a time.</summary>
    public async Task<Guid> Incident(string role)
    {
        var caller = await Referrer.As(role);
        var made = await caller.Post("/api/incidents", new JsonObject { ["people"] = 40, ["district"] = "01" });
        return made.Status == 201
            ? (Guid)made.Json["id"]!
            : (Guid)
                (await caller.Get("/api/incidents")).Expect(200)["items"]!
                    .AsArray()
                    .First(one => (Guid)one!["declaredBy"]!["id"]! == Referrer.Id)!["id"]!;
    }

    /// <summary>Places kept for a group that is expected.</summary>
    public async Task<(Guid Group, Guid Block)> Group()
    {
        var referrer = await Referrer.As(Roles.Caseworker);
        var pool = await NewPool();
        var group = (Guid)
            (
                await referrer.Post(
                    "/api/referrals/groups",
                    new JsonObject
                    {
                        ["members"] = new JsonArray(
                            new JsonObject
                            {
                                ["sex"] = "female",
                                ["ageBand"] = "25-59",
                                ["count"] = 2,
                            }
                        ),
                        ["urgency"] = "urgent",
                        ["pools"] = new JsonArray(JsonValue.Create(pool)),
                        ["arrivesAt"] = DateTimeOffset.UtcNow.AddHours(6).ToString("O"),
                    },
                    ("Idempotency-Key", $"{Guid.NewGuid()}")
                )
            ).Expect(201)["id"]!;
        await Eventually.IsSo(
            async () =>
                (string?)(await referrer.Get($"/api/referrals/groups/{group}")).Expect(200)["status"]
                == GroupReservationStatus.Asked,
            "the house is reached"
        );
        var expected = (await (await Provider.As(Roles.Intake)).Get("/api/shelters/groups/expected")).Expect(200)[
            "items"
        ]!.AsArray();
        return (group, (Guid)expected.Single(one => (Guid)one!["poolId"]! == pool)!["reservationId"]!);
    }

    /// <summary>A conference with the provider, who has accepted.</summary>
    public async Task<Guid> Conference(Guid referral) =>
        (Guid)
            (
                await (await Referrer.As(Roles.Caseworker)).Post(
                    $"/api/referrals/{referral}/conferences",
                    new JsonObject
                    {
                        ["at"] = DateTimeOffset.UtcNow.AddDays(1).ToString("O"),
                        ["organisations"] = new JsonArray(Provider.Id.ToString()),
                        ["note"] = "the hearing",
                    }
                )
            ).Expect(201)["id"]!;

    public async Task<Guid> AgendaItem(Guid referral) =>
        (Guid)
            (
                await (await Provider.As(Roles.Intake)).Post(
                    $"/api/{Route}/inbox/{AttemptOf(referral)}/agenda",
                    new JsonObject
                    {
                        ["code"] = Agenda,
                        ["at"] = DateTimeOffset.UtcNow.AddDays(1).ToString("O"),
                        ["note"] = "bring the card",
                    }
                )
            ).Expect(201)["id"]!;

    public async Task<Guid> Document(Guid referral, string content = "what was seen") =>
        (Guid)
            (
                await (await Provider.As(Roles.Intake)).Post(
                    $"/api/{Route}/inbox/{AttemptOf(referral)}/documents",
                    new JsonObject
                    {
                        ["code"] = "forensic-report",
                        ["mediaType"] = "text/plain",
                        ["content"] = Convert.ToBase64String(global::System.Text.Encoding.UTF8.GetBytes(content)),
                    }
                )
            ).Expect(201)["id"]!;

    public async Task<Guid> NewFund() =>
        (Guid)
            (
                await (await Provider.As(Roles.Publisher)).Post(
                    $"/api/{Route}/funds",
                    new JsonObject
                    {
                        ["name"] = new JsonObject { ["en"] = "Fund" },
                        ["grants"] = 5,
                    }
                )
            ).Expect(201)["id"]!;

    /// <summary>The provider's action, with an ordinary body.</summary>
    public async Task<JsonObject> Act(Guid referral, string action) =>
        (
            await (await Provider.As(Roles.Intake)).Post(
                $"/api/{Route}/inbox/{AttemptOf(referral)}/actions/{action}",
                Body(action)
            )
        ).Expect(200);

    /// <summary>Waits until the referrer sees this.</summary>
    public async Task Shows(Guid referral, string status, string? business = null)
    {
        var caseworker = await Referrer.As(Roles.Caseworker);
        await Eventually.IsSo(
            async () =>
                (await caseworker.Get($"/api/referrals/{referral}")).Expect(200) is var now
                && (string?)now["status"] == status
                && (business is null || (string?)now["businessStatus"] == business),
            $"the referral is {status}"
        );
    }

    /// <summary>An ordinary body of each action.</summary>
    public static JsonObject Body(string action, Guid? pool = null) =>
        action switch
        {
            "reject" or "cancel" => new() { ["reason"] = "staff", ["text"] = "no staff tonight" },
            "schedule" => new()
            {
                ["at"] = DateTimeOffset.UtcNow.AddHours(3).ToString("O"),
                ["meetingPoint"] = "the gate",
                ["escort"] = "Officer Example",
            },
            "complete" => new() { ["outcome"] = "helped", ["exit"] = "planned" },
            "end-early" => new() { ["exit"] = "left-by-choice" },
            "extend" => new() { ["until"] = DateTimeOffset.UtcNow.AddDays(30).ToString("O") },
            "withdraw" => new() { ["reason"] = "survivor-declined" },
            "entered-in-error" => new() { ["note"] = "sent twice" },
            "reopen" => new()
            {
                ["note"] = "she came back",
                ["plan"] = new JsonArray(JsonValue.Create(pool ?? Guid.Empty)),
            },
            _ => [],
        };

    private static IEnumerable<(string By, string Action, string? Then)> Way(string state) =>
        state switch
        {
            Status.Requested or Status.Received => [],
            Status.OnHold => [("provider", "waitlist", Status.OnHold)],
            Status.Accepted => [("provider", "accept", Status.Accepted)],
            Status.Ready => [("provider", "accept", null), ("provider", "schedule", Status.Ready)],
            Status.InProgress => [("provider", "accept", null), ("provider", "arrive", Status.InProgress)],
            Status.Rejected => [("provider", "reject", null)],
            Status.Failed => [("provider", "accept", null), ("provider", "no-show", Status.Failed)],
            Status.Completed => [.. Way(Status.InProgress), ("provider", "complete", Status.Completed)],
            Closed => [.. Way(Status.Completed), ("referrer", "confirm-outcome", null)],
            Status.Cancelled => [("referrer", "withdraw", Status.Cancelled)],
            Status.EnteredInError => [("referrer", "entered-in-error", Status.EnteredInError)],
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
