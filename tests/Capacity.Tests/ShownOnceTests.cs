using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>What a provider sees of somebody is decided when it is asked, and ends with the attempt (rule 12). SEED
/// repeats a run.</summary>
[Collection(nameof(Shelters))]
[Trait("Attack", "yes")]
public sealed class ShownOnceTests(Shelters service, ITestOutputHelper output)
{
    private static readonly Survivor Somebody = new(
        "female",
        16,
        false,
        ["km"],
        ["trafficking-sexual", "medical", "hiv"],
        0,
        [],
        [],
        Has: ["id"]
    );

    [Fact]
    public async Task No_sequence_of_edits_of_the_pool_changes_what_is_shown()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SEED"), out var given)
            ? given
            : Random.Shared.Next(1_000_000);
        output.WriteLine($"SEED={seed}");
        var random = new Random(seed);
        var house = await service.AddPool(3);
        var request = service.Request([house.Pool], survivor: Somebody);
        await service.Deliver(request);
        var first = await Shown(house, request.ReferralId);
        first.ShouldContain("\"fits\":true");

        // One edit asks one question: does a pool that takes only this take her still?
        for (var edit = 0; edit < 41; edit++)
        {
            await Edit(house, Any(random));
            (await Shown(house, request.ReferralId)).ShouldBe(first, $"after edit {edit}");
        }
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("withdraw")]
    public async Task Of_whom_it_is_no_longer_asked_for_a_provider_sees_nothing(string end)
    {
        var house = await service.AddPool(1);
        var referral = await service.Send([house]);
        if (end == "reject")
            (await service.Act(house, referral, end)).ShouldBeOk();
        else
            await service.Withdraw(referral);

        (await Shown(house, referral)).ShouldBe("null");
        await Edit(house, Eligibility.Anyone with { Needs = ["hiv"] });
        (await Shown(house, referral)).ShouldBe("null");
    }

    [Fact]
    public async Task The_next_house_of_the_plan_sees_what_its_own_pool_took_when_it_was_asked()
    {
        var (first, next) = (await service.AddPool(1), await service.AddPool(1));
        var request = service.Request([first.Pool, next.Pool], survivor: Somebody);
        await service.Deliver(request);
        await Edit(next, Eligibility.Anyone with { Needs = ["family-violence"] });
        (await service.Act(first, request.ReferralId, "reject")).ShouldBeOk();

        (await Shown(next, request.ReferralId)).ShouldContain("\"fits\":false");
    }

    private static Eligibility Any(Random random) =>
        random.Next(5) switch
        {
            0 => Eligibility.Anyone with
            {
                Needs = [Of(random, ["trafficking-sexual", "hiv", "pregnancy", "family-violence"])],
            },
            1 => Eligibility.Anyone with { MinAge = random.Next(30) },
            2 => Eligibility.Anyone with { MaxAge = random.Next(1, 30) },
            3 => Eligibility.Anyone with { Requires = [Of(random, ["id", "police-report", "ministry-letter"])] },
            _ => Eligibility.Anyone with
            {
                Sexes = [Of(random, ["female", "male", "other"])],
                Languages = [Of(random, ["km", "vi"])],
            },
        };

    private static string Of(Random random, string[] some) => some[random.Next(some.Length)];

    private async Task Edit(House house, Eligibility eligibility)
    {
        var token = TestTokens.Provider(house.Organisation);
        var pool = (await service.Ask(HttpMethod.Get, $"/pools/{house.Pool}", token)).ShouldBeOk();
        (
            await service.Ask(
                HttpMethod.Put,
                $"/pools/{house.Pool}",
                token,
                new { name = new { en = "Beds" }, eligibility = ServiceUnderTest.Said(eligibility) },
                pool.ETag
            )
        ).ShouldBeOk();
    }

    /// <summary>As the item and the list have it, which are alike.</summary>
    private async Task<string> Shown(House house, Guid referral)
    {
        var item = (await service.InboxItem(house, referral)).ShouldBeOk().Body.GetProperty("survivor").GetRawText();
        var list = (await service.Ask(HttpMethod.Get, "/inbox", TestTokens.Provider(house.Organisation))).ShouldBeOk();
        list.Body.GetProperty("items").EnumerateArray().Single().GetProperty("survivor").GetRawText().ShouldBe(item);
        return item;
    }
}
