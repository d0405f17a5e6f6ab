using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests.Keeping;

/// <summary>A raid, a boat: many at once, on nobody's share.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class IncidentTests(ServiceUnderTest service)
{
    private readonly Guid _first = Guid.NewGuid();
    private readonly Guid _second = Guid.NewGuid();
    private string First => TestTokens.Caseworker(_first);
    private string Second => TestTokens.Caseworker(_second);
    private static string Coordinator => TestTokens.For(Guid.NewGuid(), Roles.Coordinator);

    [Fact]
    public async Task Two_organisations_declare_one_and_it_works_before_any_coordinator_has_looked()
    {
        var (pool, incident) = (await service.AddPool(), await Declare(First, 40));
        (await Send(pool, 2, First, incident))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("incidentId", out _)
            .ShouldBeTrue("one organisation alone declares nothing");

        (await Join(incident, Second)).Expect(200).Body.GetProperty("status").GetString().ShouldBe("open");

        for (var i = 0; i < 3; i++)
            (await Send(pool, 12, First, incident)).Expect(202);
        (await Send(pool, 12, First)).Expect(202);
        (await Alerts(incident)).ShouldBe(["incident-declared"]);
    }

    [Fact]
    public async Task Its_places_are_counted_by_kind_whoever_keeps_them()
    {
        var (pool, clinic, incident) = (
            await service.AddPool(),
            await service.AddPool(kind: "medical"),
            await Declare(Coordinator, 20)
        );
        (await Send(pool, 12, First, incident)).Expect(202);
        (await Send(pool, 8, Second, incident)).Expect(202);

        var refused = (await Send(pool, 1, Second, incident)).Expect(429).Body;

        (
            refused.GetProperty("of").GetString(),
            refused.GetProperty("keeps").GetInt32(),
            refused.GetProperty("most").GetInt32()
        ).ShouldBe(("incident", 20, 20));
        (await Send(clinic, 12, Second, incident)).Expect(202);
        (await Listed(incident)).GetProperty("kept").GetProperty("shelter").GetInt32().ShouldBe(20);
    }

    [Fact]
    public async Task Nobody_declares_one_with_itself_and_nobody_two_at_once()
    {
        var incident = await Declare(First, 40);

        (await Join(incident, First)).Expect(409);
        (await Ask(First, 10)).Expect(409).Body.GetProperty("reason").GetString().ShouldBe("one-at-a-time");
        (await Join(incident, Second)).Expect(200);
        (await Join(incident, TestTokens.Caseworker())).Expect(409);
        (await Ask(Second, 10)).Expect(409);
    }

    [Fact]
    public async Task After_three_days_it_has_ended()
    {
        var (pool, incident) = (await service.AddPool(), await Declare(Coordinator, 40));
        service.Clock.Advance(TimeSpan.FromHours(72));

        (await Send(pool, 2, First, incident)).Expect(400);
    }

    [Fact]
    public async Task One_that_finds_no_second_within_a_day_comes_to_nothing()
    {
        var incident = await Declare(First, 40);
        service.Clock.Advance(TimeSpan.FromHours(24));

        (await Join(incident, Second)).Expect(409);
        (await Ask(First, 10)).Expect(201);
    }

    [Fact]
    public async Task A_coordinator_who_was_not_there_is_told_the_next_day_once()
    {
        var incident = await Declare(First, 40);
        (await Join(incident, Second)).Expect(200);
        service.Clock.Advance(TimeSpan.FromHours(24));

        await service.Look();
        await service.Look();

        (await Alerts(incident)).ShouldBe(["incident-review", "incident-declared"]);
        (await Review(incident, upheld: true)).Expect(200).Body.GetProperty("status").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task One_declared_without_need_ends_and_its_places_are_on_the_shares_of_who_keeps_them()
    {
        var (pool, incident) = (await service.AddPool(), await Declare(First, 40));
        (await Join(incident, Second)).Expect(200);
        for (var i = 0; i < 3; i++)
            (await Send(pool, 12, First, incident)).Expect(202);

        (await Review(incident, upheld: false)).Expect(200);

        (await Send(pool, 1, First, incident)).Expect(400);
        (await Send(pool, 1, First)).Expect(429).Body.GetProperty("keeps").GetInt32().ShouldBe(36);
    }

    private Task<Answer> Ask(string token, int people) =>
        service.Ask(HttpMethod.Post, "/api/incidents", token, new { people, district = "01" });

    private async Task<Guid> Declare(string token, int people)
    {
        await service.Deliver(new PlacesChanged([new("01", new("Banteay Meanchey", null), 13.6, 102.9, false)]));
        return (await Ask(token, people)).Expect(201).Body.GetProperty("id").GetGuid();
    }

    private Task<Answer> Join(Guid incident, string token) =>
        service.Ask(HttpMethod.Post, $"/api/incidents/{incident}/second", token);

    private Task<Answer> Review(Guid incident, bool upheld) =>
        service.Ask(HttpMethod.Post, $"/api/incidents/{incident}/review", Coordinator, new { upheld });

    private async Task<JsonElement> Listed(Guid incident) =>
        (await service.Get("/api/incidents", First))
            .Expect(200)
            .Items.Single(one => one.GetProperty("id").GetGuid() == incident);

    private async Task<IEnumerable<string?>> Alerts(Guid incident) =>
        (await service.Get("/api/alerts?limit=200", Coordinator))
            .Expect(200)
            .Items.Where(alert =>
                alert.GetProperty("incidentId").ValueKind == JsonValueKind.String
                && alert.GetProperty("incidentId").GetGuid() == incident
            )
            .Select(alert => alert.GetProperty("code").GetString());

    private Task<Answer> Send(AvailabilityChanged pool, int places, string token, Guid? incidentId = null) =>
        service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            token,
            new
            {
                kind = pool.Kind,
                urgency = "emergency",
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 24 },
                places,
                consent = service.Consent(),
                incidentId,
            }
        );
}
