using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Several needs, one survivor.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class CaseTests(ServiceUnderTest service)
{
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task What_is_sent_with_another_shows_beside_it_and_keeps_its_own_code()
    {
        var bed = await service.Send(Mine, await service.AddPool());
        var doctor = await SentWith(bed);

        var beside = Beside(await Read(bed)).ShouldHaveSingleItem();
        (beside.GetProperty("id").GetGuid(), beside.GetProperty("kind").GetString()).ShouldBe((doctor, "medical"));
        Beside(await Read(doctor)).ShouldHaveSingleItem().GetProperty("id").GetGuid().ShouldBe(bed);
        beside
            .GetProperty("caseCode")
            .GetString()
            .ShouldNotBe((await Read(bed)).Body.GetProperty("caseCode").GetString());
    }

    [Fact]
    public async Task Nothing_of_it_leaves_for_the_bus()
    {
        var bed = await service.Send(Mine, await service.AddPool());
        var doctor = await SentWith(bed);
        var caseId = await service.Read(db =>
            db.Referrals.Where(r => r.Id == doctor).Select(r => r.CaseId).SingleAsync()
        );
        caseId.ShouldNotBeNull();

        var events = await service.Read(db =>
            db.Database.SqlQueryRaw<string>("SELECT \"Body\" AS \"Value\" FROM \"Outbox\"").ToListAsync()
        );
        events.ShouldContain(
            body => body.Contains($"{doctor}", StringComparison.OrdinalIgnoreCase),
            "it was published"
        );
        foreach (var body in events.Where(body => body.Contains($"{doctor}", StringComparison.OrdinalIgnoreCase)))
        {
            body.ShouldNotContain($"{caseId}", Case.Insensitive);
            body.ShouldNotContain($"{bed}", Case.Insensitive);
        }
    }

    [Fact]
    public async Task When_the_earlier_one_has_ended_the_owner_is_told_that_the_next_can_go_on()
    {
        var pool = await service.AddPool(kind: "medical");
        var examination = await service.Send(Mine, pool);
        var report = await service.Send(Mine, await service.AddPool(kind: "legal-aid"));
        (await Join(report, examination, after: true))
            .Expect(200)
            .Body.GetProperty("after")
            .GetGuid()
            .ShouldBe(examination);

        await service.Say(examination, pool, Status.Completed, "helped", version: 5);

        (await Read(report))
            .Body.GetProperty("alerts")
            .EnumerateArray()
            .Select(a => a.GetString())
            .ShouldBe(["case-next"]);
        (await Read(examination)).Body.GetProperty("alerts").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Two_cannot_wait_for_each_other()
    {
        var (first, second, third) = (
            await service.Send(Mine, await service.AddPool()),
            await service.Send(Mine, await service.AddPool()),
            await service.Send(Mine, await service.AddPool())
        );
        (await Join(second, first, after: true)).Expect(200);
        (await Join(third, second, after: true)).Expect(200);

        (await Join(first, third, after: true))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("after", out _)
            .ShouldBeTrue();
        (await Join(first, first)).Expect(400);
    }

    [Fact]
    public async Task Two_cases_that_are_put_together_are_one()
    {
        var (first, second, third, fourth) = (
            await service.Send(Mine, await service.AddPool()),
            await service.Send(Mine, await service.AddPool()),
            await service.Send(Mine, await service.AddPool()),
            await service.Send(Mine, await service.AddPool())
        );
        (await Join(second, first)).Expect(200);
        (await Join(fourth, third, after: true)).Expect(200);

        (await Join(third, first)).Expect(200);

        Beside(await Read(first)).Select(line => line.GetProperty("id").GetGuid()).ShouldBe([second, third, fourth]);
        (await Read(fourth)).Body.GetProperty("after").GetGuid().ShouldBe(third, "its order stays");
    }

    [Fact]
    public async Task One_that_was_put_there_by_mistake_leaves_and_nobody_waits_for_it()
    {
        var (first, second) = (
            await service.Send(Mine, await service.AddPool()),
            await service.Send(Mine, await service.AddPool())
        );
        (await Join(second, first, after: true)).Expect(200);

        (await service.Ask(HttpMethod.Delete, $"/api/referrals/{first}/case", Mine)).Expect(204);

        Beside(await Read(second)).ShouldBeEmpty();
        (await Read(second)).Body.GetProperty("after").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Nobody_puts_a_referral_to_another_organisations()
    {
        var (mine, theirs) = (
            await service.Send(Mine, await service.AddPool()),
            await service.Send(TestTokens.Caseworker(), await service.AddPool())
        );

        (await Join(mine, theirs)).Expect(400).Body.GetProperty("errors").TryGetProperty("with", out _).ShouldBeTrue();
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{theirs}/case", Mine, new { with = mine })).Expect(404);
        (await service.Ask(HttpMethod.Delete, $"/api/referrals/{theirs}/case", Mine)).Expect(404);
        (await Send(theirs)).Expect(400).Body.GetProperty("errors").TryGetProperty("case.with", out _).ShouldBeTrue();
    }

    private async Task<Guid> SentWith(Guid other) => (await Send(other)).Expect(202).Body.GetProperty("id").GetGuid();

    private async Task<Answer> Send(Guid other)
    {
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            Mine,
            new
            {
                kind = "medical",
                urgency = "urgent",
                plan = new[] { (await service.AddPool(kind: "medical")).PoolId },
                survivor = new { sex = "female", age = 24 },
                consent = service.Consent(),
                @case = new { with = other },
            }
        );
    }

    private Task<Answer> Join(Guid id, Guid other, bool? after = null) =>
        service.Ask(HttpMethod.Post, $"/api/referrals/{id}/case", Mine, new { with = other, after });

    private async Task<Answer> Read(Guid id) => (await service.Get($"/api/referrals/{id}", Mine)).Expect(200);

    private static IReadOnlyList<JsonElement> Beside(Answer referral) =>
        [.. referral.Body.GetProperty("case").EnumerateArray()];
}
