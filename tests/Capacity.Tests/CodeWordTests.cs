using ReferralNetwork.Contracts;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Whoever comes to the meeting is the one who was referred, and whoever waits there is of the
/// house.</summary>
[Collection(nameof(Shelters))]
public sealed class CodeWordTests(Shelters service)
{
    private static readonly string Caseworker = TestTokens.For(Given.Referrer.Id, Roles.Caseworker);

    [Fact]
    public async Task Until_the_house_has_heard_the_word_no_address_is_told_and_nobody_arrives()
    {
        var (house, referral) = await Expected();
        (await Agree(referral)).Status.ShouldBe(204);

        Refused(await Address(referral)).ShouldBe("code-word-unheard");
        Refused(await service.Act(house, referral, "arrive")).ShouldBe("code-word-unheard");
        (await service.InboxItem(house, referral)).Text("codeWord").ShouldBe("agreed");
        (await service.InboxItem(house, referral)).Body.ToString().ShouldNotContain("lamp");

        var heard = (await Hear(house, referral, " GREEN  lamp")).ShouldBeOk();
        (heard.Body.GetProperty("right").GetBoolean(), heard.Text("answer")).ShouldBe((true, "seven boats"));
        (await service.InboxItem(house, referral)).Text("codeWord").ShouldBe("heard");
        (await Address(referral)).ShouldBeOk();
        (await service.Act(house, referral, "arrive")).ShouldBeOk();
    }

    [Fact]
    public async Task A_wrong_word_is_told_to_the_referrer_and_the_sixth_is_not_looked_at()
    {
        var (house, referral) = await Expected();
        (await Agree(referral)).Status.ShouldBe(204);
        for (var n = 0; n < 5; n++)
        {
            var heard = (await Hear(house, referral, $"guess {n}")).ShouldBeOk();
            (heard.Body.GetProperty("right").GetBoolean(), heard.Body.GetProperty("answer").ValueKind).ShouldBe(
                (false, System.Text.Json.JsonValueKind.Null)
            );
        }
        (await service.Told(referral)).Count(told => told.Reason == "wrong-code-word").ShouldBe(5);
        Refused(await Hear(house, referral, "green lamp")).ShouldBe("wrong-code-word", "even the right one");
        Refused(await Address(referral)).ShouldBe("code-word-unheard");
        (await service.InboxItem(house, referral)).Text("codeWord").ShouldBe("locked", "the next shift sees it");
        (await service.Ask(HttpMethod.Get, $"/attempts/{referral}", Caseworker))
            .ShouldBeOk()
            .Body.GetProperty("items")[0]
            .GetProperty("codeWordLocked")
            .GetBoolean()
            .ShouldBeTrue();

        (await Agree(referral)).Status.ShouldBe(204);
        (await service.InboxItem(house, referral)).Text("codeWord").ShouldBe("agreed");
        (await Hear(house, referral, "green lamp")).ShouldBeOk().Body.GetProperty("right").GetBoolean().ShouldBeTrue();
        (await service.Told(referral))[^1].Reason.ShouldBeNull();
    }

    [Fact]
    public async Task Words_that_are_agreed_anew_have_not_been_heard_and_without_words_it_goes_as_before()
    {
        var (house, referral) = await Expected();
        await Agree(referral);
        await Hear(house, referral, "green lamp");
        await Agree(referral, "red door");
        Refused(await Address(referral)).ShouldBe("code-word-unheard");

        (await service.Ask(HttpMethod.Delete, $"/attempts/{referral}/code-word", Caseworker)).Status.ShouldBe(204);
        Refused(await Hear(house, referral, "red door")).ShouldBe("no-code-word");
        (await service.Act(house, referral, "arrive")).ShouldBeOk();
        (await Agree(referral)).Status.ShouldBe(409, "the survivor is there");
    }

    private async Task<(House House, Guid Referral)> Expected()
    {
        var house = await service.AddPool(1);
        var referral = await service.Send([house], "emergency");
        (await service.Act(house, referral, "accept")).ShouldBeOk();
        return (house, referral);
    }

    private static string? Refused(Answer answer)
    {
        answer.Status.ShouldBe(409, answer.Body.ToString());
        return answer.Text("reason");
    }

    private Task<Answer> Agree(Guid referral, string codeWord = "green lamp") =>
        service.Ask(
            HttpMethod.Put,
            $"/attempts/{referral}/code-word",
            Caseworker,
            new { codeWord, answer = "seven boats" }
        );

    private Task<Answer> Hear(House house, Guid referral, string said) =>
        service.Ask(
            HttpMethod.Post,
            $"/inbox/{service.AttemptOf(house, referral)}/code-word",
            TestTokens.Provider(house.Organisation),
            new { codeWord = said }
        );

    private Task<Answer> Address(Guid referral) =>
        service.Ask(HttpMethod.Post, $"/attempts/{referral}/address", Caseworker, new { escort = "Officer Dara" });
}
