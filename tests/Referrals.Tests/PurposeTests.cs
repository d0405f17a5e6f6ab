using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Nothing is done for a purpose that was not agreed to, or that has ended (rule 5).</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class PurposeTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task Who_agreed_to_be_placed_alone_is_asked_by_nobody_afterwards()
    {
        var id = await Completed(service.ConsentTo([Purpose.Placement]));

        (await Months(id)).ShouldBeEmpty();
        (await Sent(id)).FollowUpUntil.ShouldBeNull("her house asks her nothing either");
        (await service.Get("/api/follow-ups", Mine)).Expect(200).Items.ShouldBeEmpty();
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/follow-ups/1", Mine, new { result = "safe" })).Expect(
            404
        );
    }

    [Fact]
    public async Task Who_agreed_for_half_a_year_is_asked_for_half_a_year()
    {
        var id = await Completed(
            service.ConsentTo(
                [Purpose.Placement, Purpose.FollowUp],
                new() { [Purpose.FollowUp] = service.Clock.GetUtcNow().AddDays(200) }
            )
        );
        (await Months(id)).ShouldBe([1, 3, 6]);
        (await Sent(id)).FollowUpUntil.ShouldBe(service.Clock.GetUtcNow().AddDays(200));

        service.Clock.Advance(TimeSpan.FromDays(199));
        (await service.Get("/api/follow-ups?due=true", Mine)).Expect(200).Items.Count.ShouldBe(3);
        await service.Look();
        service.Clock.Advance(TimeSpan.FromDays(2));

        (await service.Get("/api/follow-ups", Mine)).Expect(200).Items.ShouldBeEmpty();
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/follow-ups/6", Mine, new { result = "safe" }))
            .Expect(409)
            .Body.GetProperty("detail")
            .GetString()
            .ShouldBe("The consent to follow-up has ended.");
    }

    [Fact]
    public async Task Before_the_asking_ends_her_referrer_is_told_and_she_may_agree_anew_after_the_case_is_closed()
    {
        var id = await Completed(
            service.ConsentTo(
                [Purpose.Placement, Purpose.FollowUp],
                new() { [Purpose.FollowUp] = service.Clock.GetUtcNow().AddDays(200) }
            )
        );
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/actions/confirm-outcome", Mine, new { })).Expect(200);
        service.Clock.Advance(TimeSpan.FromDays(194));
        await service.Look();
        (await Read(id))
            .GetProperty("alerts")
            .EnumerateArray()
            .Select(code => code.GetString())
            .ShouldContain("consent-ending");

        var consent = service.ConsentTo(
            [Purpose.Placement, Purpose.FollowUp],
            new() { [Purpose.FollowUp] = service.Clock.GetUtcNow().AddYears(1) }
        );
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent", Mine, new { consent })).Expect(200);

        (await Months(id)).ShouldBe([1, 3, 6, 12]);
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/consent",
                Mine,
                new { consent = service.ConsentTo([Purpose.Placement]) }
            )
        ).Expect(200);
        (await Months(id)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("consent.purposes", new[] { "follow-up" }, null)]
    [InlineData("consent.purposes", new[] { "placement", "advertising" }, null)]
    [InlineData("consent.ends", new[] { "placement" }, "follow-up")]
    [InlineData("consent.ends", new[] { "placement" }, "placement")]
    public async Task A_purpose_that_is_none_or_was_not_agreed_to_is_named(
        string field,
        string[] purposes,
        string? ends
    )
    {
        var consent = service.ConsentTo(
            purposes,
            ends is null ? null : new() { [ends] = service.Clock.GetUtcNow().AddDays(9) }
        );

        (await Refer(await service.AddPool(), consent))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty(field, out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task An_end_that_is_past_is_named()
    {
        var consent = service.ConsentTo(
            [Purpose.Placement, "tracing"],
            new() { ["tracing"] = service.Clock.GetUtcNow().AddSeconds(-1) }
        );

        (await Refer(await service.AddPool(), consent))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("consent.ends.tracing", out _)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_a_house_refers_her_on_her_first_referrer_learns_how_it_ended_if_she_agreed(bool agreed)
    {
        var (first, attempt, house) = await InAHouse();
        var next = await service.AddPool();
        string[] purposes = agreed ? [Purpose.Placement, Purpose.OnwardOutcome] : [Purpose.Placement];
        var onward = (await Refer(next, service.ConsentTo(purposes), house, attempt))
            .Expect(202)
            .Body.GetProperty("id")
            .GetGuid();
        await service.Say(onward, next, Status.InProgress, Business.Arrived, attempt: onward);
        (await Read(first)).GetProperty("onward").GetArrayLength().ShouldBe(0, "it goes on");

        await service.Say(onward, next, Status.Completed, "helped", version: 5, attempt: onward);

        var told = await Read(first);
        told.GetProperty("onward")
            .EnumerateArray()
            .Select(one => one.GetProperty("outcome").GetString())
            .ShouldBe(agreed ? ["helped"] : []);
        told.GetProperty("alerts").EnumerateArray().Any(code => code.GetString() == "onward-ended").ShouldBe(agreed);
        told.ToString().ShouldNotContain(onward.ToString());
        service.Clock.Advance(TimeSpan.FromDays(301));
        (await Read(first)).GetProperty("onward").GetArrayLength().ShouldBe(0, "the purpose has ended");
    }

    [Fact]
    public async Task Whom_she_must_not_meet_learns_nothing_of_how_it_ended()
    {
        var (first, attempt, house) = await InAHouse();
        var next = await service.AddPool();
        var never = new { organisations = new[] { _organisation } };
        var consent = service.ConsentTo([Purpose.Placement, Purpose.OnwardOutcome]);
        var onward = (await Refer(next, consent, house, attempt, never)).Expect(202).Body.GetProperty("id").GetGuid();

        await service.Say(onward, next, Status.Completed, "helped", version: 5, attempt: onward);

        var told = await Read(first);
        told.GetProperty("onward").GetArrayLength().ShouldBe(0);
        told.GetProperty("alerts").EnumerateArray().ShouldNotContain(code => code.GetString() == "onward-ended");
    }

    [Fact]
    public async Task What_was_told_of_how_it_ended_stays_what_it_was()
    {
        var (first, attempt, house) = await InAHouse();
        var next = await service.AddPool();
        var consent = service.ConsentTo([Purpose.Placement, Purpose.OnwardOutcome]);
        var onward = (await Refer(next, consent, house, attempt)).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(onward, next, Status.Completed, "helped", version: 5, attempt: onward);
        var told = (await Read(first)).GetProperty("onward").ToString();
        service.Clock.Advance(TimeSpan.FromDays(1));

        (await service.Ask(HttpMethod.Post, $"/api/referrals/{onward}/actions/confirm-outcome", house, new { })).Expect(
            200
        );

        (await Read(first)).GetProperty("onward").ToString().ShouldBe(told, "neither that it was confirmed, nor when");
    }

    [Fact]
    public async Task Of_a_placement_that_is_over_the_end_of_its_own_consent_alarms_nobody()
    {
        var id = await Completed(service.Consent());
        service.Clock.Advance(TimeSpan.FromDays(294));

        await service.Look();

        (await Read(id))
            .GetProperty("alerts")
            .EnumerateArray()
            .ShouldNotContain(code => code.GetString() == "consent-ending");
    }

    [Fact]
    public async Task What_is_no_attempt_of_somebody_who_was_with_the_sender_leads_nowhere()
    {
        var (_, attempt, house) = await InAHouse();
        var (_, asked, other) = await InAHouse(Status.Accepted);
        foreach (var (sender, of) in new[] { (Mine, attempt), (house, Guid.NewGuid()), (other, asked) })
            (await Refer(await service.AddPool(), service.ConsentTo([Purpose.Placement]), sender, of))
                .Expect(400)
                .Body.GetProperty("errors")
                .TryGetProperty("onwardOf", out _)
                .ShouldBeTrue();
    }

    private async Task<(Guid Referral, Guid Attempt, string House)> InAHouse(string status = Status.InProgress)
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = (await Refer(pool, service.Consent())).Expect(202).Body.GetProperty("id").GetGuid();
        await service.Say(
            id,
            pool,
            status,
            status == Status.InProgress ? Business.Arrived : Business.Accepted,
            attempt: attempt
        );
        return (id, attempt, TestTokens.Caseworker(pool.OrganisationId));
    }

    private async Task<Guid> Completed(object consent)
    {
        var pool = await service.AddPool();
        var id = (await Refer(pool, consent)).Expect(202).Body.GetProperty("id").GetGuid();
        await Ends(id, pool);
        return id;
    }

    private async Task<ReferralRequested> Sent(Guid referral)
    {
        var type = Envelope.TypeOf<ReferralRequested>();
        var rows = await service.Read(db =>
            db.Set<OutboxRow>()
                .AsNoTracking()
                .Where(row => row.Type == type && row.Body.Contains(referral.ToString()))
                .ToListAsync()
        );
        return rows.Single().Envelope().Read<ReferralRequested>();
    }

    private Task Ends(Guid id, AvailabilityChanged pool) =>
        service.Say(id, pool, Status.Completed, "helped", version: 5);

    private Task<Answer> Refer(
        AvailabilityChanged pool,
        object consent,
        string? sender = null,
        Guid? onwardOf = null,
        object? never = null
    ) =>
        service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            sender ?? Mine,
            new
            {
                kind = pool.Kind,
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                survivor = new { sex = "female", age = 24 },
                consent,
                onwardOf,
                never,
            }
        );

    private async Task<JsonElement> Read(Guid id) => (await service.Get($"/api/referrals/{id}", Mine)).Expect(200).Body;

    private async Task<int[]> Months(Guid id) =>
        [
            .. (await Read(id))
                .GetProperty("followUps")
                .EnumerateArray()
                .Select(check => check.GetProperty("month").GetInt32()),
        ];
}
