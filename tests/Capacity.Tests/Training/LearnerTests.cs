using System.Text.Json;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests.Training;

/// <summary>One learner: tried out, there or not, and months later at work or not.</summary>
[Collection(nameof(Centres))]
public sealed class LearnerTests(Centres centres)
{
    [Theory]
    [InlineData(null, 409)]
    [InlineData("not-yet", 409)]
    [InlineData("fit", 200)]
    [InlineData("fit-with-help", 200)]
    public async Task Where_a_course_asks_for_it_nobody_is_accepted_unscreened(string? result, int status)
    {
        var centre = await centres.AddPool(1, trade: new { course = "sewing", screening = true });
        var referral = await centres.Send([centre]);
        if (result is not null)
            (await Put(centre, referral, "screening", new { result }))
                .ShouldBeOk()
                .Extension("screening")
                .ShouldBe(result);

        var accepted = await centres.Act(centre, referral, "accept");

        accepted.Status.ShouldBe(status);
        if (status == 200)
            (await Put(centre, referral, "screening", new { result = "not-yet" })).Text("state").ShouldBe("accepted");
        else
            (accepted.Text("state"), accepted.Text("reason")).ShouldBe(("received", "screening-needed"));
    }

    [Fact]
    public async Task Elsewhere_nobody_needs_it()
    {
        var centre = await centres.AddPool(2, trade: new { course = "sewing", screening = false });
        var (referral, stranger) = (await centres.Send([centre]), await centres.AddPool(1));

        (await centres.Act(centre, referral, "accept")).ShouldBeOk();
        (await Put(centre, referral, "screening", new { result = "best" })).Status.ShouldBe(400);
        (await Put(stranger, referral, "screening", new { result = "fit" })).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_day_is_said_once_and_can_be_corrected_and_none_is_in_the_future()
    {
        var (centre, referral) = await Arrived();
        var today = DateOnly.FromDateTime(centres.Now.AddHours(7).DateTime);
        await centres.Pass(TimeSpan.FromDays(2));

        (await Put(centre, referral, "attendance", new { day = today, mark = "absent" }))
            .ShouldBeOk()
            .Body.GetProperty("percentPresent")
            .GetInt32()
            .ShouldBe(0);
        (await Put(centre, referral, "attendance", new { day = today, mark = "present" })).ShouldBeOk();
        (await Put(centre, referral, "attendance", new { day = today.AddDays(1), mark = "excused" })).ShouldBeOk();
        (await Put(centre, referral, "attendance", new { day = today.AddDays(2), mark = "absent" })).ShouldBeOk();
        foreach (
            var (day, mark, field) in new[]
            {
                (today.AddDays(3), "present", "day"),
                (today.AddDays(-1), "present", "day"),
                (today, "late", "mark"),
            }
        )
            (await Put(centre, referral, "attendance", new { day, mark }))
                .Body.GetProperty("errors")
                .TryGetProperty(field, out _)
                .ShouldBeTrue();

        var said = (await Get(centre, referral, "attendance")).ShouldBeOk().Body;
        said.GetProperty("percentPresent").GetInt32().ShouldBe(50);
        said.GetProperty("days")
            .EnumerateArray()
            .Select(day => day.GetProperty("mark").GetString())
            .ShouldBe(["absent", "excused", "present"]);
        (await centres.Act(centre, referral, "complete")).ShouldBeOk();
        (await Put(centre, referral, "attendance", new { day = today, mark = "absent" }))
            .Text("state")
            .ShouldBe("completed");
        (await Get(await centres.AddPool(1), referral, "attendance")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Work_is_asked_for_after_three_months_and_after_six()
    {
        var (centre, referral) = await Arrived();
        (await Put(centre, referral, "work/3", new { result = "employed" })).Text("state").ShouldBe("in-progress");
        (await centres.Act(centre, referral, "complete")).ShouldBeOk();
        var ended = centres.Now;
        (await Put(centre, referral, "work/3", new { result = "employed" })).Text("reason").ShouldBe("not-yet-due");
        (await Due(centre)).ShouldBeEmpty();

        await centres.Pass(ended.AddMonths(3) - centres.Now - TimeSpan.FromMinutes(1));
        (await Due(centre)).ShouldBeEmpty();
        await centres.Pass(TimeSpan.FromMinutes(1));
        (await Due(centre)).ShouldBe([(referral, 3)]);
        await centres.Pass(ended.AddMonths(6) - centres.Now);
        (await Due(centre)).ShouldBe([(referral, 3), (referral, 6)]);

        (await Put(centre, referral, "work/3", new { result = "not-reached" })).ShouldBeOk();
        (await Put(centre, referral, "work/3", new { result = "self-employed" })).ShouldBeOk();
        (await centres.Published<OutcomeMeasured>(referral))
            .Select(told => (told.Measure, told.Result))
            .ShouldBe(
                [("work-at-three-months", "not-reached"), ("work-at-three-months", "self-employed")],
                "whoever referred her is told"
            );
        (await Due(centre)).ShouldBe([(referral, 6)]);
        var results = (await Get(centre, referral, "work"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();
        results
            .ConvertAll(item =>
                (
                    item.GetProperty("month").GetInt32(),
                    item.GetProperty("result").GetString(),
                    item.GetProperty("dueAt").GetDateTimeOffset()
                )
            )
            .ShouldBe([(3, "self-employed", ended.AddMonths(3)), (6, null, ended.AddMonths(6))]);
        (await Put(centre, referral, "work/4", new { result = "employed" }))
            .Body.GetProperty("errors")
            .TryGetProperty("month", out _)
            .ShouldBeTrue();
        (await Put(await centres.AddPool(1), referral, "work/6", new { result = "employed" })).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("never agreed"), InlineData("its end"), InlineData("withdrawn"), InlineData("died")]
    public async Task Nobody_is_asked_about_work_who_has_not_agreed_to_be_asked_any_more(string why)
    {
        var centre = await centres.AddPool(1);
        DateTimeOffset? until = why switch
        {
            "never agreed" => null,
            "its end" => centres.Now.AddMonths(2),
            _ => centres.Now.AddYears(2),
        };
        var request = centres.Request([centre.Pool]) with { FollowUpUntil = until };
        await centres.Deliver(request);
        foreach (var action in new[] { "accept", "arrive" })
            (await centres.Act(centre, request.ReferralId, action)).ShouldBeOk();
        (
            await centres.Act(
                centre,
                request.ReferralId,
                "complete",
                why == "died" ? new { outcome = "not-helped", exit = "died" } : null
            )
        ).ShouldBeOk();
        if (why == "withdrawn")
            await centres.Withdraw(request.ReferralId, "consent-withdrawn");

        await centres.Pass(TimeSpan.FromDays(100));

        (await Due(centre)).ShouldBeEmpty();
        if (why == "died")
            return;
        (await Put(centre, request.ReferralId, "work/3", new { result = "employed" }))
            .Text("reason")
            .ShouldBe("not-agreed");
        (await centres.Published<OutcomeMeasured>(request.ReferralId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_guide_tells_of_courses_that_one_may_join_and_of_no_protected_address()
    {
        var centre = await centres.AddPool(4, occupied: 1, trade: new { course = "sewing", weeks = 9 });

        var lines = (
            await centres.Ask(HttpMethod.Get, "/guide?limit=200", TestTokens.For(Guid.NewGuid(), "coordinator"))
        )
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray();
        var line = lines.Single(item => item.GetProperty("poolId").GetGuid() == centre.Pool);

        (
            line.GetProperty("free").GetInt32(),
            line.GetProperty("trade").GetProperty("weeks").GetInt32(),
            line.GetProperty("address").ValueKind
        ).ShouldBe((3, 9, JsonValueKind.Null));
        (await centres.Ask(HttpMethod.Get, "/guide", TestTokens.Provider(centre.Organisation))).Status.ShouldBe(403);
    }

    private async Task<(House Centre, Guid Referral)> Arrived()
    {
        var centre = await centres.AddPool(1);
        var referral = await centres.Send([centre]);
        foreach (var action in new[] { "accept", "arrive" })
            (await centres.Act(centre, referral, action)).ShouldBeOk();
        return (centre, referral);
    }

    private async Task<List<(Guid, int)>> Due(House centre) =>
        [
            .. (await centres.Ask(HttpMethod.Get, "/work", TestTokens.Provider(centre.Organisation)))
                .ShouldBeOk()
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(item => (centres.ReferralOf(item), item.GetProperty("month").GetInt32())),
        ];

    private Task<Answer> Put(House centre, Guid referral, string what, object body) =>
        centres.Ask(
            HttpMethod.Put,
            $"/inbox/{centres.AttemptOf(centre, referral)}/{what}",
            TestTokens.Provider(centre.Organisation),
            body
        );

    private Task<Answer> Get(House centre, Guid referral, string what) =>
        centres.Ask(
            HttpMethod.Get,
            $"/inbox/{centres.AttemptOf(centre, referral)}/{what}",
            TestTokens.Provider(centre.Organisation)
        );
}
