using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A group over the border: houses are asked before anybody of it is known, and its places count like
/// any.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class GroupTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task Which_houses_would_be_asked_for_how_many_is_shown_first_and_keeps_nothing()
    {
        var (a, b) = (await service.AddPool(places: 15), await service.AddPool(places: 40));

        var shown = (await Ask(Mine, 20, [a.PoolId, b.PoolId], "/proposal")).Expect(200).Body;

        shown
            .GetProperty("reservations")
            .EnumerateArray()
            .Select(reservation =>
                (reservation.GetProperty("poolId").GetGuid(), reservation.GetProperty("places").GetInt32())
            )
            .ShouldBe([(a.PoolId, 12), (b.PoolId, 8)]);
        (await service.Read(db => db.Groups.AnyAsync(g => g.OrganisationId == _organisation))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_group_is_asked_for_and_shown_as_each_house_answers()
    {
        var pool = await service.AddPool(places: 40);

        var made = (await Ask(Mine, 3, [pool.PoolId])).Expect(201).Body;

        made.GetProperty("status").GetString().ShouldBe("sent");
        var asked = await Asked(made);
        (asked.Kind, asked.Urgency, asked.Referrer.Id, asked.GivenBack).ShouldBe(
            ("shelter", "urgent", _organisation, false)
        );
        await Say(asked, GroupReservationStatus.Asked, left: 3, version: 1);
        (await Shown(made)).GetProperty("status").GetString().ShouldBe("asked");
        await Say(asked, GroupReservationStatus.Kept, left: 3, version: 2);
        await Say(asked, GroupReservationStatus.Asked, left: 3, version: 1);
        (await Shown(made)).GetProperty("status").GetString().ShouldBe("kept", "the highest version wins");
        (await service.Get($"/api/referrals/groups/{Id(made)}", TestTokens.Caseworker())).Expect(404);
    }

    [Fact]
    public async Task Whoever_expects_a_group_is_told_when_a_house_cannot_take_it()
    {
        var pool = await service.AddPool(places: 40);
        var made = (await Ask(Mine, 3, [pool.PoolId])).Expect(201).Body;

        await Say(await Asked(made), GroupReservationStatus.Refused, left: 0, version: 1, reason: Business.NoResponse);

        var alert = (await service.Get("/api/alerts", Mine)).Expect(200).Items.Single();
        (alert.GetProperty("code").GetString(), alert.GetProperty("groupId").GetGuid()).ShouldBe(
            ("group-refused", Id(made))
        );
        alert.TryGetProperty("referralId", out var referral).ShouldBe(referral.ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Its_places_count_against_the_share_and_given_back_no_more()
    {
        var (pool, others) = (await service.AddPool(places: 40), await service.AddPool(places: 40));
        var first = (await Ask(Mine, 20, [pool.PoolId])).Expect(201).Body;

        var refused = (await Ask(Mine, 6, [others.PoolId])).Expect(429).Body;
        (await Refer(Mine, others, 6)).Expect(429);

        (refused.GetProperty("of").GetString(), refused.GetProperty("kept").GetProperty("group").GetInt32()).ShouldBe(
            ("person", 20)
        );
        refused.GetProperty("free").EnumerateArray().Select(way => way.GetString()).ShouldBe(["give-back"]);
        (await service.Ask(HttpMethod.Delete, $"/api/referrals/groups/{Id(first)}", Mine)).Expect(204);
        (await Ask(Mine, 6, [others.PoolId])).Expect(201);
        (await Asked(first)).GivenBack.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_is_named_counts_once()
    {
        var pool = await service.AddPool(places: 40);
        var made = (await Ask(Mine, 25, [pool.PoolId])).Expect(201).Body;
        await Say(await Asked(made), GroupReservationStatus.Kept, left: 25, version: 1);

        for (var i = 0; i < 3; i++)
            (await Refer(Mine, pool, 1, Id(made))).Expect(202);

        (await Shown(made)).GetProperty("left").GetInt32().ShouldBe(22);
        (await Refer(Mine, pool, 1)).Expect(429);
    }

    [Fact]
    public async Task Somebody_is_named_for_an_own_group_whose_house_was_reached()
    {
        var (pool, other) = (await service.AddPool(places: 40), await service.AddPool(places: 40));
        var made = (await Ask(Mine, 3, [pool.PoolId])).Expect(201).Body;

        (await Refer(Mine, pool, 1, Id(made)))
            .Expect(409)
            .Body.GetProperty("reason")
            .GetString()
            .ShouldBe("not-reached");
        await Say(await Asked(made), GroupReservationStatus.Asked, left: 3, version: 1);
        (await Refer(Mine, other, 1, Id(made)))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("groupId", out _)
            .ShouldBeTrue("no place is kept there");
        (await Refer(TestTokens.Caseworker(), pool, 1, Id(made))).Expect(400);
        (await Refer(Mine, pool, 1, Id(made))).Expect(202);
        await Say(await Asked(made), GroupReservationStatus.Refused, left: 0, version: 2, reason: "staff");
        (await Refer(Mine, pool, 1, Id(made))).Expect(400);
    }

    [Fact]
    public async Task More_than_half_of_a_share_for_a_group_is_told_to_the_coordinator()
    {
        var pool = await service.AddPool(places: 40);
        var other = TestTokens.Of("another", "portal", _organisation, Roles.Caseworker);
        (await Ask(other, 20, [pool.PoolId])).Expect(201);

        var made = (await Ask(Mine, 6, [pool.PoolId])).Expect(201).Body;

        var told = await service.Read(db =>
            db.Alerts.AsNoTracking().Where(a => a.OrganisationId == _organisation).ToListAsync()
        );
        told.Select(a => (a.Code, a.ReferralId, a.Coordinator)).ShouldBe([("unusual-group", Id(made), true)]);
    }

    [Fact]
    public async Task For_an_incident_places_count_against_it()
    {
        var (pool, kinds) = (await service.AddPool(places: 40), TestTokens.For(Guid.NewGuid(), Roles.Coordinator));
        var incident = (
            await service.Ask(HttpMethod.Post, "/api/incidents", kinds, new { people = 22, district = "01" })
        )
            .Expect(201)
            .Body.GetProperty("id")
            .GetGuid();
        (await Ask(Mine, 25, [pool.PoolId])).Expect(201);

        (await Ask(Mine, 20, [pool.PoolId], incident: incident)).Expect(201);

        (await Ask(Mine, 3, [pool.PoolId], incident: incident))
            .Expect(429)
            .Body.GetProperty("of")
            .GetString()
            .ShouldBe("incident");
        var shown = (await service.Get("/api/incidents", kinds))
            .Expect(200)
            .Items.Single(one => one.GetProperty("id").GetGuid() == incident);
        shown.GetProperty("kept").GetProperty("shelter").GetInt32().ShouldBe(20);
        (await service.Ask(HttpMethod.Post, $"/api/incidents/{incident}/review", kinds, new { upheld = false })).Expect(
            200
        );
        (
            await service.Read(db =>
                db.Groups.CountAsync(g => g.OrganisationId == _organisation && g.IncidentId == null)
            )
        ).ShouldBe(2);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(15 * 24)]
    public async Task Nobody_asks_for_a_group_of_yesterday_or_of_next_month(int hours)
    {
        var pool = await service.AddPool(places: 40);

        (await Ask(Mine, 2, [pool.PoolId], hours: hours))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("arrivesAt", out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_group_without_a_house_that_takes_it_is_refused()
    {
        var pool = await service.AddPool(places: 40);
        await service.Deliver(pool with { Version = pool.Version + 1, Admitting = false });

        (await Ask(Mine, 2, [pool.PoolId])).Expect(409).Body.GetProperty("reason").GetString().ShouldBe("no-capacity");
    }

    [Theory]
    [InlineData("suspended", "suspended")]
    [InlineData("overbooked", "overbooked")]
    [InlineData("closed", "closed")]
    [InlineData("closed until after they come", "closed")]
    [InlineData("open again when they come", "")]
    public async Task Whoever_expects_a_group_sees_that_a_house_may_not_be_able_to_take_it(string house, string warning)
    {
        var pool = await service.AddPool(places: 40);
        var made = (await Ask(Mine, 3, [pool.PoolId])).Expect(201).Body;
        var now = service.Clock.GetUtcNow();
        var next = pool with { Version = pool.Version + 1 };

        await service.Deliver(
            house switch
            {
                "suspended" => next with { Removed = true },
                "overbooked" => next with { Capacity = pool.Capacity with { Occupied = pool.Capacity.Maximum + 1 } },
                "closed" => next with { Admitting = false },
                "closed until after they come" => next with { Admitting = false, ClosedUntil = now.AddHours(6) },
                _ => next with { Admitting = false, ClosedUntil = now.AddHours(4) },
            }
        );

        (await Shown(made)).GetProperty("reservations")[0].GetProperty("warning").ToString().ShouldBe(warning);
    }

    private static Guid Id(JsonElement group) => group.GetProperty("id").GetGuid();

    private async Task<JsonElement> Shown(JsonElement group) =>
        (await service.Get($"/api/referrals/groups/{Id(group)}", Mine)).Expect(200).Body;

    private Task<Answer> Ask(
        string token,
        int count,
        Guid[] pools,
        string path = "",
        Guid? incident = null,
        int hours = 5
    ) =>
        service.Ask(
            HttpMethod.Post,
            $"/api/referrals/groups{path}",
            token,
            new
            {
                members = new[]
                {
                    new
                    {
                        sex = "female",
                        ageBand = "25-59",
                        count,
                    },
                },
                arrivesAt = service.Clock.GetUtcNow().AddHours(hours),
                urgency = "urgent",
                pools,
                incidentId = incident,
            }
        );

    private Task<Answer> Refer(string token, AvailabilityChanged pool, int places, Guid? group = null) =>
        service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            token,
            new
            {
                kind = pool.Kind,
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 30 },
                places,
                groupId = group,
                consent = service.Consent(),
            }
        );

    // As it was published last.
    private async Task<GroupRequested> Asked(JsonElement group)
    {
        var (type, id) = (Envelope.TypeOf<GroupRequested>(), Id(group).ToString());
        var rows = await service.Read(db =>
            db.Set<OutboxRow>()
                .AsNoTracking()
                .Where(row => row.Type == type && row.Body.Contains(id))
                .OrderBy(row => row.Seq)
                .ToListAsync()
        );
        return rows[^1].Envelope().Read<GroupRequested>();
    }

    private Task Say(GroupRequested asked, string status, int left, int version, string? reason = null)
    {
        var (reservation, now) = (asked.Reservations.Single(), service.Clock.GetUtcNow());
        return service.Deliver(
            new GroupReservationChanged(
                reservation.ReservationId,
                version,
                asked.GroupId,
                reservation.PoolId,
                status,
                reason,
                reservation.Members.Sum(one => one.Count),
                left,
                null,
                "house",
                now
            )
        );
    }
}
