using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>What house and referrer agree on, and by which word they speak of it.</summary>
[Collection(nameof(Shelters))]
public sealed class AgreedTests(Shelters service)
{
    [Fact]
    public async Task An_hour_that_was_agreed_can_be_agreed_anew_and_her_referrer_reads_the_new_one()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a], "emergency");
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        (
            await service.Act(
                a,
                referral,
                "schedule",
                new
                {
                    at = service.Now.AddHours(2),
                    meetingPoint = "the gate",
                    escort = "Officer Dara",
                }
            )
        ).ShouldBeOk();

        var later = service.Now.AddHours(5);
        (
            await service.Act(
                a,
                referral,
                "schedule",
                new
                {
                    at = later,
                    meetingPoint = "the bus station",
                    escort = "Officer Dara",
                }
            )
        ).ShouldBeOk();

        var side = await Side(referral);
        side.GetProperty("status").GetString().ShouldBe("ready");
        side.GetProperty("meetingPoint").GetString().ShouldBe("the bus station");
        side.GetProperty("scheduledAt")
            .GetDateTimeOffset()
            .ShouldBe(later, TimeSpan.FromMinutes(1), "told to the minute");
        side.GetProperty("arrivalDueAt")
            .GetDateTimeOffset()
            .ShouldBeGreaterThan(later, "the deadline goes with the hour");
    }

    [Fact]
    public async Task What_was_agreed_of_her_coming_ends_with_the_attempt_for_the_next_owner_too()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();
        (
            await service.Ask(
                HttpMethod.Put,
                $"/attempts/{referral}/code-word",
                TestTokens.For(Given.Referrer.Id, Roles.Caseworker),
                new { codeWord = "green lamp", answer = "seven boats" }
            )
        ).Status.ShouldBe(204);
        var coming = new
        {
            at = service.Now.AddHours(5),
            meetingPoint = "the gate",
            escort = "Officer Dara",
        };
        (await service.Act(a, referral, "schedule", coming)).ShouldBeOk();
        (await service.Act(a, referral, "no-show")).ShouldBeOk();
        var next = new Party(Guid.NewGuid(), "Next");
        await service.Deliver(new ReferralOwned(referral, service.Kind, next, "caseworker-2", service.Now));

        var token = TestTokens.For(next.Id, Roles.Caseworker);
        var told = (await service.Ask(HttpMethod.Get, $"/attempts/{referral}", token)).ShouldBeOk().Body.ToString();
        foreach (var agreed in new[] { "the gate", "Officer Dara", "green lamp", "seven boats" })
            told.ShouldNotContain(agreed);
    }

    [Fact]
    public async Task Both_sides_have_one_word_for_it_and_the_telephone_stays_when_the_house_is_full()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a], "emergency");

        var (hers, theirs) = (await Side(referral), await service.InboxItem(a, referral));

        hers.GetProperty("caseCode").GetString().ShouldBe(theirs.Text("caseCode"));
        hers.TryGetProperty("intakeContact", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("eligibility.sexes", null, 0)]
    [InlineData("eligibility.minAge", "female", null)]
    public async Task Places_that_do_not_say_whom_they_are_for_are_not_published(string field, string? sex, int? minAge)
    {
        var house = await service.AddPool(1);
        var refused = await service.Ask(
            HttpMethod.Post,
            $"/sites/{house.Site}/pools",
            TestTokens.Provider(house.Organisation),
            new
            {
                name = new { en = "Girls" },
                maximum = 3,
                eligibility = new { sexes = sex is null ? null : new[] { sex }, minAge },
            }
        );

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("eligibility.sexes", null, 0)]
    [InlineData("eligibility.minAge", "female", null)]
    public async Task Whom_places_are_for_cannot_be_taken_back_by_an_edit(string field, string? sex, int? minAge)
    {
        var house = await service.AddPool(1);
        var edited = await service.Ask(
            HttpMethod.Put,
            $"/pools/{house.Pool}",
            TestTokens.Provider(house.Organisation),
            new
            {
                name = new { en = "Girls" },
                eligibility = new { sexes = sex is null ? null : new[] { sex }, minAge },
            },
            "*"
        );

        edited.Status.ShouldBe(400);
        edited.Body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    private async Task<JsonElement> Side(Guid referral) =>
        (await service.Ask(HttpMethod.Get, $"/attempts/{referral}", TestTokens.For(Given.Referrer.Id, "caseworker")))
            .ShouldBeOk()
            .Body.GetProperty("items")[0];
}
