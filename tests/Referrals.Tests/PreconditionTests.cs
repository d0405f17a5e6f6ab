using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A page sent twice does one thing.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class PreconditionTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker();

    [Fact]
    public async Task Reopening_twice_with_the_same_etag_reopens_once()
    {
        var pool = await service.AddPool();
        var id = await Failed(pool);
        var read = await service.Get($"/api/referrals/{id}", _mine);
        var body = new { note = "she came back", plan = new[] { pool.PoolId } };
        (await Act(id, "reopen", body, read.ETag)).Expect(200).ETag.ShouldNotBe(read.ETag);
        await service.Say(id, pool, Status.Failed, Business.NoShow, round: 2);

        var again = await Act(id, "reopen", body, read.ETag);

        again.Expect(412).Body.GetProperty("state").GetString().ShouldBe(Status.Failed);
        again
            .Body.GetProperty("availableActions")
            .EnumerateArray()
            .Select(action => action.GetString())
            .ShouldBe(["reopen", "entered-in-error"]);
        (await service.Get($"/api/referrals/{id}", _mine)).Body.GetProperty("round").GetInt32().ShouldBe(2);
        (await Act(id, "reopen", body, null)).Expect(200);
    }

    [Theory]
    [InlineData("withdraw"), InlineData("entered-in-error")]
    public async Task Two_at_once_with_the_same_etag_are_one(string action)
    {
        var id = await service.Send(_mine, await service.AddPool());
        var read = await service.Get($"/api/referrals/{id}", _mine);
        object body = action == "withdraw" ? new { reason = "unsafe" } : new { note = "sent twice" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Act(id, action, body, read.ETag)));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, 412, 412, 412, 412]);
    }

    [Fact]
    public async Task Consent_is_withdrawn_once_also_of_a_stay_that_goes_on()
    {
        var pool = await service.AddPool();
        var id = await service.Send(_mine, pool);
        await service.Say(id, pool, Status.InProgress, Business.Arrived);
        var read = await service.Get($"/api/referrals/{id}", _mine);

        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", _mine, ifMatch: read.ETag))
            .Expect(200)
            .ETag.ShouldNotBe(read.ETag);

        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", _mine, ifMatch: read.ETag)).Expect(
            412
        );
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{id}/consent/withdraw", _mine)).Expect(200);
    }

    private async Task<Guid> Failed(AvailabilityChanged pool)
    {
        var id = await service.Send(_mine, pool);
        await service.Say(id, pool, Status.Failed, Business.NoShow);
        return id;
    }

    private Task<Answer> Act(Guid id, string action, object body, string? etag) =>
        service.Ask(HttpMethod.Post, $"/api/referrals/{id}/actions/{action}", _mine, body, etag);
}
