using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Features;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A consent has an end: told before it, acted on at it, renewed in time (rule 5).</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class ConsentEndTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Theory]
    [InlineData(300, 293)]
    [InlineData(28, 21)]
    [InlineData(4, 3)]
    public void Its_referrer_is_told_a_week_before_or_when_a_quarter_is_left(int days, int told)
    {
        var from = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        ConsentRules.RemindAt(from, from.AddDays(days)).ShouldBe(from.AddDays(told));
    }

    [Fact]
    public async Task Before_its_end_it_is_told_once_and_a_new_one_takes_its_place()
    {
        var (id, _) = await Referred();
        await Pass(294);
        await service.Look();
        (await Alerts(id)).ShouldBe(["consent-ending"]);

        (await Renew(id)).Expect(200);
        (await Alerts(id)).ShouldBeEmpty("it is mended");
        await Pass(20);

        (await Status(id)).ShouldBe(Contracts.Status.Requested, "the new one goes on");
    }

    [Fact]
    public async Task At_its_end_what_has_not_begun_is_cancelled_everywhere()
    {
        var (id, pool) = await Referred();
        await service.Say(id, pool, Contracts.Status.Accepted, Business.Accepted);

        await Pass(301);

        (await Status(id)).ShouldBe(Contracts.Status.Cancelled);
        (await Alerts(id)).ShouldContain("consent-expired");
        (await Withdrawn(id)).ShouldBe("consent-expired");
        (await service.OpenDetails(id, pool)).Expect(404);
    }

    [Fact]
    public async Task A_stay_goes_on_with_sharing_ended_until_she_agrees_again()
    {
        var (id, pool) = await Referred();
        await service.Say(id, pool, Contracts.Status.InProgress, Business.Arrived);

        await Pass(301);

        (await Status(id)).ShouldBe(Contracts.Status.InProgress);
        (await Withdrawn(id)).ShouldBe("consent-expired");
        (await service.OpenDetails(id, pool)).Expect(404);

        (await Renew(id)).Expect(200);
        (await service.OpenDetails(id, pool)).Expect(200);
        (await Last<ReferralPlanChanged>(id)).Shared.ShouldBeTrue();
    }

    [Fact]
    public async Task A_house_that_the_new_one_does_not_name_leaves_the_plan()
    {
        var (first, second) = (await service.AddPool(), await service.AddPool());
        var id = (
            await service.Ask(
                HttpMethod.Post,
                "/api/referrals",
                Mine,
                new
                {
                    kind = "shelter",
                    urgency = "urgent",
                    plan = new[] { first.PoolId, second.PoolId },
                    survivor = new { sex = "female", age = 24 },
                    consent = service.Consent(),
                }
            )
        ).Expect(202).Body.GetProperty("id").GetGuid();

        (await Renew(id, recipients: new[] { Guid.NewGuid() })).Expect(400);
        (await Renew(id, recipients: new[] { second.OrganisationId })).Expect(200);

        (await Last<ReferralPlanChanged>(id)).Plan.ShouldBe([second.PoolId]);
    }

    [Fact]
    public async Task Nothing_is_renewed_of_what_has_ended_or_was_withdrawn_or_by_vital_interest()
    {
        var (id, pool) = await Referred();
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/consent",
                Mine,
                new { consent = new { basis = "vital-interest", justification = "unconscious" } }
            )
        ).Expect(400);

        await service.Say(id, pool, Contracts.Status.InProgress, Business.Arrived);
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", Mine)).Expect(200);
        (await Renew(id)).Expect(409);

        var (ended, _) = await Referred();
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{ended}/actions/withdraw",
                Mine,
                new { reason = "unsafe" }
            )
        ).Expect(200);
        (await Renew(ended)).Expect(409);
    }

    private async Task<(Guid Id, AvailabilityChanged Pool)> Referred()
    {
        var pool = await service.AddPool();
        return (
            (await service.Refer(Mine, pool, details: new { name = "A" })).Expect(202).Body.GetProperty("id").GetGuid(),
            pool
        );
    }

    private async Task Pass(int days)
    {
        service.Clock.Advance(TimeSpan.FromDays(days));
        await service.Look();
    }

    private Task<Answer> Renew(Guid id, object? recipients = null) =>
        service.Ask(
            HttpMethod.Post,
            $"/api/referrals/{id}/consent",
            Mine,
            new
            {
                consent = new
                {
                    purposes = new[] { "placement" },
                    recipients = recipients ?? "plan",
                    fields = new[] { "name" },
                    language = "km",
                    how = "spoken",
                    limitsExplained = true,
                    alone = true,
                    expiresAt = service.Clock.GetUtcNow().AddDays(90),
                },
            }
        );

    private async Task<string?> Status(Guid id) =>
        (await service.Get($"/api/referrals/{id}", Mine)).Expect(200).Body.GetProperty("status").GetString();

    // What a provider's service has or has not said is not looked at here.
    private async Task<string[]> Alerts(Guid id) =>
        [
            .. (await service.Get($"/api/referrals/{id}", Mine))
                .Expect(200)
                .Body.GetProperty("alerts")
                .EnumerateArray()
                .Select(code => code.GetString()!)
                .Where(code => code.StartsWith("consent", StringComparison.Ordinal)),
        ];

    private async Task<string> Withdrawn(Guid id) => (await Last<ReferralWithdrawn>(id)).Reason;

    private async Task<T> Last<T>(Guid referral)
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
        return rows[^1].Envelope().Read<T>();
    }
}
