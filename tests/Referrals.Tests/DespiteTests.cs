using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A house that does not speak her language is asked when an interpreter comes with her, and not by
/// mistake.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class DespiteTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker(Guid.NewGuid());

    [Fact]
    public async Task A_house_without_her_language_is_asked_when_an_interpreter_comes_with_her()
    {
        var khmer = await Pool(Eligibility.Anyone with { Languages = ["km"] });

        (await Ask(khmer)).Expect(422).Body.GetProperty("rule").GetString().ShouldBe("no-language");
        (await Ask(khmer, "no-language")).Expect(202);
    }

    [Fact]
    public async Task Nothing_makes_up_for_what_keeps_her_safe()
    {
        var boys = await Pool(Eligibility.Anyone with { Languages = ["km"], Sexes = ["male"] });

        (await Ask(boys, "no-language")).Expect(422).Body.GetProperty("rule").GetString().ShouldBe("wrong-sex");
        (await Ask(boys, "wrong-sex"))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("despite", out _)
            .ShouldBeTrue();
    }

    private async Task<AvailabilityChanged> Pool(Eligibility takes)
    {
        var pool = await service.AddPool();
        await service.Deliver(pool with { Version = 2, Eligibility = takes });
        return pool;
    }

    private Task<Answer> Ask(AvailabilityChanged pool, params string[] despite) =>
        service.Ask(
            HttpMethod.Post,
            "/api/referrals",
            _mine,
            new
            {
                kind = pool.Kind,
                urgency = "urgent",
                plan = new[] { pool.PoolId },
                survivor = new
                {
                    sex = "female",
                    age = 24,
                    languages = new[] { "vi" },
                },
                consent = service.Consent("name"),
                despite,
            }
        );
}
