using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What a guardian withdraws for a child is contested until the child's best interest was looked at (rule
/// 5).</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class ContestedTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    private object Judged => JudgedAt(service.Clock.GetUtcNow());

    // Not because of what the guardian wants now.
    private object JudgedBefore => JudgedAt(service.Clock.GetUtcNow().AddHours(-1));

    private static object JudgedAt(DateTimeOffset at) =>
        new
        {
            role = "social worker",
            at,
            options = "a house or an aunt",
            views = "wants to stay",
            why = "it is safe there",
        };

    [Fact]
    public async Task The_place_stands_and_nothing_more_is_shared()
    {
        var (id, pool) = await Referred(age: 14);
        await service.Say(id, pool, Status.Accepted, Business.Accepted);
        (await service.OpenDetails(id, pool)).Expect(200);

        var contested = (await Withdraw(id, "guardian")).Expect(200).Body;

        contested.GetProperty("consent").GetProperty("status").GetString().ShouldBe("contested");
        contested.GetProperty("status").GetString().ShouldBe(Status.Accepted);
        contested
            .GetProperty("alerts")
            .EnumerateArray()
            .Select(code => code.GetString())
            .ShouldContain("consent-contested");
        (await service.OpenDetails(id, pool)).Expect(404);
        (await Told<ReferralWithdrawn>(id)).ShouldBeEmpty();
        (await Told<ReferralPlanChanged>(id))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(told => told.Shared.ShouldBeFalse(), told => told.Plan.ShouldBe([pool.PoolId]));
        (await Withdraw(id, "guardian")).Expect(409);
    }

    [Fact]
    public async Task A_new_consent_with_a_best_interest_takes_its_place()
    {
        var (id, pool) = await Referred(age: 14);
        await service.Say(id, pool, Status.Accepted, Business.Accepted);
        (await Withdraw(id, "guardian")).Expect(200);
        foreach (var missing in new[] { null, JudgedBefore })
            (await Renew(id, missing))
                .Expect(400)
                .Body.GetProperty("errors")
                .TryGetProperty("consent.bestInterest", out _)
                .ShouldBeTrue();

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        var renewed = (await Renew(id, Judged)).Expect(200).Body;

        renewed.GetProperty("consent").GetProperty("status").GetString().ShouldBe("active");
        renewed
            .GetProperty("alerts")
            .EnumerateArray()
            .ShouldNotContain(code => code.GetString() == "consent-contested");
        (await service.OpenDetails(id, pool)).Expect(200);
        (await Told<ReferralPlanChanged>(id))[^1].Shared.ShouldBeTrue();
    }

    [Fact]
    public async Task Looked_at_it_is_withdrawn()
    {
        var (id, pool) = await Referred(age: 14);
        await service.Say(id, pool, Status.Accepted, Business.Accepted);
        (await Withdraw(id, "guardian")).Expect(200);

        var withdrawn = (await Withdraw(id, "guardian", Judged)).Expect(200).Body;

        withdrawn.GetProperty("consent").GetProperty("status").GetString().ShouldBe("withdrawn");
        withdrawn.GetProperty("status").GetString().ShouldBe(Status.Cancelled);
        withdrawn
            .GetProperty("alerts")
            .EnumerateArray()
            .ShouldNotContain(code => code.GetString() == "consent-contested");
        (await Told<ReferralWithdrawn>(id)).ShouldHaveSingleItem().Reason.ShouldBe("consent-withdrawn");
    }

    [Fact]
    public async Task Reopened_it_needs_a_best_interest_all_the_same()
    {
        var (id, pool) = await Referred(age: 14);
        await service.Say(id, pool, Status.Accepted, Business.Accepted, attempt: id);
        (await Withdraw(id, "guardian")).Expect(200);
        await service.Say(id, pool, Status.Failed, Business.NoShow, version: 9, attempt: id);
        Task<Answer> Reopen(object? bestInterest) =>
            service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/actions/reopen",
                Mine,
                new
                {
                    note = "found again",
                    plan = new[] { pool.PoolId },
                    consent = Consent("consents", bestInterest),
                }
            );

        foreach (var missing in new[] { null, JudgedBefore })
            (await Reopen(missing))
                .Expect(400)
                .Body.GetProperty("errors")
                .TryGetProperty("consent.bestInterest", out _)
                .ShouldBeTrue();

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Reopen(Judged))
            .Expect(200)
            .Body.GetProperty("alerts")
            .EnumerateArray()
            .ShouldNotContain(code => code.GetString() == "consent-contested");
    }

    [Fact]
    public async Task A_conference_is_shut_to_the_house_meanwhile()
    {
        var (id, pool) = await Referred(age: 14);
        await service.Say(id, pool, Status.Accepted, Business.Accepted);
        var conference = (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/conferences",
                Mine,
                new
                {
                    at = service.Clock.GetUtcNow().AddDays(1),
                    organisations = new[] { pool.OrganisationId },
                    note = "the hearing",
                }
            )
        ).Expect(201).Body.GetProperty("id").GetGuid();
        var house = TestTokens.For(pool.OrganisationId, Roles.Intake);
        (await service.Get($"/api/conferences/{conference}", house)).Expect(200);

        (await Withdraw(id, "guardian")).Expect(200);

        (await service.Get($"/api/conferences/{conference}", house)).Expect(404);
        (await service.Get("/api/conferences", house)).Expect(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Looked_at_before_it_was_contested_ends_nothing()
    {
        var (id, _) = await Referred(age: 14);
        (await Withdraw(id, "guardian")).Expect(200);

        (await Withdraw(id, "guardian", JudgedBefore))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("bestInterest", out _)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("survivor")]
    [InlineData(null)]
    public async Task The_child_itself_is_contested_by_nobody(string? by)
    {
        var (id, _) = await Referred(age: 14);

        (await Withdraw(id, by))
            .Expect(200)
            .Body.GetProperty("consent")
            .GetProperty("status")
            .GetString()
            .ShouldBe("withdrawn");
    }

    [Fact]
    public async Task Nobody_withdraws_for_who_is_grown()
    {
        var (id, _) = await Referred(age: 30);

        (await Withdraw(id, "guardian"))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("by", out _)
            .ShouldBeTrue();
        (await Withdraw(id, "survivor", Judged))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("bestInterest", out _)
            .ShouldBeTrue();
    }

    private Task<Answer> Withdraw(Guid id, string? by, object? bestInterest = null) =>
        service.Ask(
            HttpMethod.Post,
            $"/api/referrals/{id}/consent/withdraw",
            Mine,
            by is null ? null : new { by, bestInterest }
        );

    private Task<Answer> Renew(Guid id, object? bestInterest) =>
        service.Ask(
            HttpMethod.Post,
            $"/api/referrals/{id}/consent",
            Mine,
            new { consent = Consent("consents", bestInterest) }
        );

    private async Task<(Guid Id, AvailabilityChanged Pool)> Referred(int age)
    {
        var pool = await service.AddPool();
        return ((
                await service.Ask(
                    HttpMethod.Post,
                    "/api/referrals",
                    Mine,
                    new
                    {
                        kind = pool.Kind,
                        urgency = "urgent",
                        plan = new[] { pool.PoolId },
                        survivor = new { sex = "female", age },
                        consent = Consent("consents", null),
                        details = new { name = "A" },
                    }
                )
            ).Expect(202).Body.GetProperty("id").GetGuid(), pool);
    }

    private object Consent(string guardian, object? bestInterest) =>
        new
        {
            purposes = new[] { Purpose.Placement },
            recipients = "plan",
            fields = new[] { "name" },
            language = "km",
            how = "spoken",
            limitsExplained = true,
            alone = true,
            assent = "yes",
            guardian,
            bestInterest,
            expiresAt = service.Clock.GetUtcNow().AddDays(90),
        };

    private async Task<List<T>> Told<T>(Guid referral)
        where T : class
    {
        var type = Envelope.TypeOf<T>();
        var rows = await service.Read(db =>
            db.Set<OutboxRow>()
                .AsNoTracking()
                .Where(row => row.Type == type && row.Body.Contains(referral.ToString()))
                .OrderBy(row => row.Seq)
                .ToListAsync()
        );
        return rows.ConvertAll(row => row.Envelope().Read<T>());
    }
}
