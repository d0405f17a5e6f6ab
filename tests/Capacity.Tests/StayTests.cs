using System.Text.Json;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>What a house plans with whom it has taken in, and what a shift must know.</summary>
[Collection(nameof(Shelters))]
public sealed class StayTests(Shelters service)
{
    [Fact]
    public async Task Tonight_tells_who_comes_with_whom_and_when()
    {
        var a = await service.AddPool(2);
        var (agreed, open) = (await service.Send([a], "emergency"), await service.Send([a], "emergency"));
        foreach (var referral in new[] { agreed, open })
            (await service.Act(a, referral, "accept")).ShouldBeOk();
        (
            await service.Act(
                a,
                agreed,
                "schedule",
                new
                {
                    at = service.Now.AddHours(5),
                    meetingPoint = "the gate",
                    escort = "Officer Dara",
                }
            )
        ).ShouldBeOk();

        var arrivals = (await Tonight(a)).GetProperty("arrivals").EnumerateArray().ToList();

        arrivals.ConvertAll(one => service.ReferralOf(one)).ShouldBe([agreed, open]);
        (
            arrivals[0].GetProperty("escort").GetString(),
            arrivals[0].GetProperty("meetingPoint").GetString(),
            arrivals[0].GetProperty("agreed").GetBoolean()
        ).ShouldBe(("Officer Dara", "the gate", true));
        arrivals[1].GetProperty("agreed").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_comes_in_three_days_is_not_expected_tonight()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        (await service.Act(a, referral, "accept")).ShouldBeOk();

        (await service.Act(a, referral, "schedule", new { at = service.Now.AddDays(3) })).ShouldBeOk();

        (await Tonight(a)).GetProperty("arrivals").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_end_that_is_planned_from_the_first_night_is_told_on_its_day_and_to_her_referrer()
    {
        var a = await service.AddPool(1);
        var referral = await Arrived(a);

        (await Plan(a, referral, new { expectedEndAt = service.Now.AddDays(10) })).ShouldBeOk();
        (await Plan(a, referral, new { onward = "group-home" }, "onward"))
            .ShouldBeOk()
            .Extension("onward")
            .ShouldBe("group-home");

        (await Tonight(a)).GetProperty("exits").GetArrayLength().ShouldBe(0);
        await service.Pass(TimeSpan.FromDays(9.5));
        (await Tonight(a))
            .GetProperty("exits")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("extension")
            .GetProperty("onward")
            .GetString()
            .ShouldBe("group-home");
        var side = (
            await service.Ask(HttpMethod.Get, $"/attempts/{referral}", TestTokens.For(Given.Referrer.Id, "caseworker"))
        ).ShouldBeOk();
        var told = side.Body.GetProperty("items")[0].GetProperty("extension");
        told.GetProperty("onward").GetString().ShouldBe("group-home");
        told.EnumerateObject().Count().ShouldBe(1, "what is offered of her health is not her referrer's");
    }

    [Fact]
    public async Task Nothing_is_planned_with_whom_it_has_not_taken_in()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);

        var refused = await Plan(a, referral, new { expectedEndAt = service.Now.AddDays(10) });

        (refused.Status, refused.Text("state")).ShouldBe((409, "received"));
        (await Plan(a, referral, new { onward = "foster" }, "onward")).Status.ShouldBe(409);
        (await Plan(await service.AddPool(1), referral, new { onward = "foster" }, "onward")).Status.ShouldBe(
            404,
            "another house knows nothing of it"
        );
    }

    [Fact]
    public async Task A_health_check_is_to_be_offered_within_thirty_days_and_is_asked_for_once()
    {
        var a = await service.AddPool(1);
        var referral = await Arrived(a);
        var by = service.Now.AddDays(30);
        (await Tonight(a)).GetProperty("duties").GetArrayLength().ShouldBe(0, "there is time");
        await service.Pass(TimeSpan.FromDays(16));
        (await Tonight(a))
            .GetProperty("duties")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("dueAt")
            .GetDateTimeOffset()
            .ShouldBe(by, TimeSpan.FromMinutes(1), "told to the minute");
        service.Clock.Advance(TimeSpan.FromSeconds(12));

        (
            await service.Ask(
                HttpMethod.Post,
                $"/inbox/{service.AttemptOf(a, referral)}/health-check",
                TestTokens.Provider(a.Organisation)
            )
        ).ShouldBeOk();

        (await Tonight(a)).GetProperty("duties").GetArrayLength().ShouldBe(0);
        (await service.InboxItem(a, referral))
            .Extension("healthCheckOfferedAt")!
            .ShouldEndWith(":00+00:00", customMessage: "times of a kind are told to the minute too (rule 12)");
    }

    private async Task<Guid> Arrived(House house)
    {
        var referral = await service.Send([house]);
        foreach (var action in new[] { "accept", "arrive" })
            (await service.Act(house, referral, action)).ShouldBeOk();
        return referral;
    }

    private Task<Answer> Plan(House house, Guid referral, object plan, string what = "stay") =>
        service.Ask(
            HttpMethod.Put,
            $"/inbox/{service.AttemptOf(house, referral)}/{what}",
            TestTokens.Provider(house.Organisation),
            plan
        );

    private async Task<JsonElement> Tonight(House house) =>
        (await service.Ask(HttpMethod.Get, "/tonight", TestTokens.Provider(house.Organisation))).ShouldBeOk().Body;
}
