using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What becomes of her after the placement has ended.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class FollowUpTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task A_placement_that_ended_is_asked_about_after_1_3_6_and_12_months()
    {
        var ended = service.Clock.GetUtcNow();
        var id = await Completed();

        var checks = FollowUpsOf(await Read(id));
        checks.Select(c => c.GetProperty("month").GetInt32()).ShouldBe([1, 3, 6, 12]);
        checks.Select(c => c.GetProperty("dueAt").GetDateTimeOffset()).ShouldAllBe(due => due > ended);
        checks.ShouldAllBe(c => c.GetProperty("result").ValueKind == JsonValueKind.Null);
        (await Due()).ShouldBeEmpty("none is due yet");
        (await All()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_same_end_told_again_asks_no_more()
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = await service.Send(Mine, pool);
        await service.Say(id, pool, Status.Completed, "helped", version: 5, attempt: attempt);
        await service.Say(id, pool, Status.InProgress, Business.Arrived, version: 4, attempt: attempt);
        await service.Say(id, pool, Status.Completed, "helped", version: 5, attempt: attempt);

        FollowUpsOf(await Read(id)).Count.ShouldBe(4);
    }

    [Fact]
    public void Nobody_is_asked_about_her_who_died()
    {
        FollowUps
            .After(Guid.NewGuid(), Guid.NewGuid(), 1, "died", service.Clock.GetUtcNow(), DateTimeOffset.MaxValue)
            .ShouldBeEmpty();
        FollowUps
            .After(
                Guid.NewGuid(),
                Guid.NewGuid(),
                1,
                "planned",
                new(2026, 1, 31, 0, 0, 0, TimeSpan.Zero),
                DateTimeOffset.MaxValue
            )
            .First()
            .DueAt.ShouldBe(new DateTimeOffset(2026, 2, 28, 0, 0, 0, TimeSpan.Zero), "a month has its own end");
    }

    [Fact]
    public void Months_are_those_of_the_network()
    {
        var ended = new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.FromHours(7));

        FollowUps
            .After(Guid.NewGuid(), Guid.NewGuid(), 1, "planned", ended.ToUniversalTime(), DateTimeOffset.MaxValue)
            .Select(check => check.DueAt)
            .ShouldBe(
                new[] { (2026, 4), (2026, 6), (2026, 9), (2027, 3) }.Select(due => new DateTimeOffset(
                    due.Item1,
                    due.Item2,
                    1,
                    1,
                    0,
                    0,
                    TimeSpan.FromHours(7)
                ))
            );
    }

    [Fact]
    public async Task A_check_is_recorded_once_and_not_long_before_it_is_due()
    {
        var id = await Completed();
        (await Record(id, 1, "safe")).Expect(409).Body.GetProperty("state").GetString().ShouldBe("pending");
        (await Record(id, 2, "safe")).Expect(404);

        service.Clock.Advance(TimeSpan.FromDays(25));
        (await Due()).ShouldHaveSingleItem().GetProperty("month").GetInt32().ShouldBe(1);
        var first = FollowUpsOf((await Record(id, 1, "safe", "works at her aunt's")).Expect(200))[0];
        (first.GetProperty("result").GetString(), first.GetProperty("note").GetString()).ShouldBe(
            ("safe", "works at her aunt's")
        );

        (await Record(id, 1, "moved")).Expect(409).Body.GetProperty("state").GetString().ShouldBe("safe");
        (await Due()).ShouldBeEmpty();
        (await All())[0].GetProperty("lastResult").GetString().ShouldBe("safe");
        (
            await service.Read(db =>
                db.FollowUps.Where(f => f.ReferralId == id && f.Month == 1).Select(f => f.SealedNote).SingleAsync()
            )
        ).ShouldNotBe(System.Text.Encoding.UTF8.GetBytes("works at her aunt's"), "it is sealed");
    }

    [Theory]
    [InlineData("safe", 3, null, false)]
    [InlineData("needs-help", 3, "needs-help", false)]
    [InlineData("moved", 3, null, false)]
    [InlineData("re-trafficked", 3, "re-trafficked", true)]
    [InlineData("unreachable", 3, null, false)]
    [InlineData("unsafe-to-contact", 3, "unsafe-to-contact", false)]
    [InlineData("declined", 0, null, false)]
    public async Task Each_result_has_its_effect(string result, int left, string? alert, bool coordinator)
    {
        var id = await Completed();
        service.Clock.Advance(TimeSpan.FromDays(31));

        (await Record(id, 1, result)).Expect(200);

        FollowUpsOf(await Read(id)).Count(c => c.GetProperty("result").ValueKind == JsonValueKind.Null).ShouldBe(left);
        var alerts = await service.Read(db => db.Alerts.Where(a => a.ReferralId == id).ToListAsync());
        alerts.Select(a => (string?)a.Code).ShouldBe(alert is null ? [] : [alert]);
        alerts.ShouldAllBe(a => a.Coordinator == coordinator);
    }

    [Fact]
    public void Every_result_is_in_the_table() =>
        Codes.FollowUpResults.ShouldAllBe(result => FollowUps.Of(result) != null);

    [Fact]
    public async Task A_withdrawn_consent_ends_what_is_still_to_be_asked_and_keeps_what_was_recorded()
    {
        var id = await Completed();
        service.Clock.Advance(TimeSpan.FromDays(31));
        (await Record(id, 1, "safe")).Expect(200);

        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", Mine)).Expect(200);

        FollowUpsOf(await Read(id)).ShouldHaveSingleItem().GetProperty("result").GetString().ShouldBe("safe");
    }

    [Fact]
    public async Task A_stay_that_ends_after_the_consent_did_is_not_asked_about()
    {
        var (pool, attempt) = (await service.AddPool(), Guid.NewGuid());
        var id = await service.Send(Mine, pool);
        await service.Say(id, pool, Status.InProgress, Business.Arrived, version: 4, attempt: attempt);
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", Mine)).Expect(200);

        await service.Say(id, pool, Status.Completed, "helped", version: 5, attempt: attempt);

        FollowUpsOf(await Read(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_placement_brings_new_checks()
    {
        var id = await Completed();
        var pool = await service.AddPool();
        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{id}/actions/reopen",
                Mine,
                new { note = "again", plan = new[] { pool.PoolId } }
            )
        ).Expect(200);
        FollowUpsOf(await Read(id)).ShouldBeEmpty();

        await service.Say(id, pool, Status.Completed, "helped", version: 3, round: 2);

        FollowUpsOf(await Read(id)).Select(c => c.GetProperty("round").GetInt32()).ShouldBe([2, 2, 2, 2]);
    }

    [Fact]
    public async Task Another_organisation_records_and_reads_nothing()
    {
        var id = await Completed();
        service.Clock.Advance(TimeSpan.FromDays(31));
        var other = TestTokens.Caseworker();

        (
            await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/follow-ups/1", other, new { result = "safe" })
        ).Expect(404);
        (await service.Get("/api/follow-ups", other)).Expect(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_in_which_they_are_due()
    {
        await Completed();
        service.Clock.Advance(TimeSpan.FromDays(3));
        await Completed();
        var (all, page) = (await All(), (string?)null);
        var walked = new List<JsonElement>();
        do
        {
            var answer = (
                await service.Get($"/api/follow-ups?limit=3{(page is null ? "" : $"&cursor={page}")}", Mine)
            ).Expect(200);
            walked.AddRange(answer.Items);
            page = answer.Body.GetProperty("nextCursor").GetString();
        } while (page is not null);

        walked
            .Select(line => line.GetProperty("id").GetGuid())
            .ShouldBe(all.Select(line => line.GetProperty("id").GetGuid()));
        all.Select(line => line.GetProperty("dueAt").GetDateTimeOffset()).ShouldBeInOrder();
        all.Count.ShouldBe(8);
        (await service.Get($"/api/follow-ups?cursor={Guid.NewGuid()}", Mine)).Expect(400);
    }

    private async Task<Guid> Completed()
    {
        var pool = await service.AddPool();
        var id = await service.Send(Mine, pool);
        await service.Say(id, pool, Status.Completed, "helped", version: 5);
        return id;
    }

    private Task<Answer> Record(Guid id, int month, string result, string? note = null) =>
        service.Ask(HttpMethod.Post, $"/api/referrals/{id}/follow-ups/{month}", Mine, new { result, note });

    private async Task<Answer> Read(Guid id) => (await service.Get($"/api/referrals/{id}", Mine)).Expect(200);

    private async Task<IReadOnlyList<JsonElement>> Due() =>
        (await service.Get("/api/follow-ups?due=true", Mine)).Expect(200).Items;

    private async Task<IReadOnlyList<JsonElement>> All() =>
        (await service.Get("/api/follow-ups?limit=200", Mine)).Expect(200).Items;

    private static IReadOnlyList<JsonElement> FollowUpsOf(Answer referral) =>
        [.. referral.Body.GetProperty("followUps").EnumerateArray()];
}
