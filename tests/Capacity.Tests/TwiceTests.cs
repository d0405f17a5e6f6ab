namespace ReferralNetwork.Capacity.Tests;

/// <summary>A page sent twice does one thing, also where the next attempt is at the same organisation.</summary>
[Collection(nameof(Shelters))]
public sealed class TwiceTests(Shelters service)
{
    [Fact]
    public async Task Rejecting_twice_with_the_same_etag_refuses_one_place()
    {
        var (a, referral, attempt, etag) = await TwoPoolsOfOneHouse();
        (await Act(a, attempt, "reject", etag)).ShouldBeOk();

        var again = await Act(a, attempt, "reject", etag);

        again.Status.ShouldBe(412);
        again.Text("state").ShouldBe("rejected");
        again.Actions.ShouldBeEmpty();
        (await service.Story(referral)).ShouldBe("rejected/staff, received/held");
        (await Act(a, attempt, "extend", etag)).Status.ShouldBe(412);
    }

    [Fact]
    public async Task Many_at_once_with_the_same_etag_refuse_one_place()
    {
        var (a, referral, attempt, etag) = await TwoPoolsOfOneHouse();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Act(a, attempt, "reject", etag)));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, .. Enumerable.Repeat(412, 7)]);
        (await service.Story(referral)).ShouldBe("rejected/staff, received/held");
    }

    [Fact]
    public async Task Without_an_etag_too_a_second_refusal_reaches_no_other_place_of_the_house()
    {
        var (a, referral, attempt, _) = await TwoPoolsOfOneHouse();
        (await Act(a, attempt, "reject", "*")).ShouldBeOk();

        foreach (var etag in new[] { null, "*" })
            (await Act(a, attempt, "reject", etag)).Status.ShouldBe(409);

        (await service.Story(referral)).ShouldBe("rejected/staff, received/held");
    }

    private Task<Answer> Act(House house, Guid attempt, string action, string? etag) =>
        service.Ask(
            HttpMethod.Post,
            $"/inbox/{attempt}/actions/{action}",
            TestTokens.Provider(house.Organisation),
            Given.BodyOf(action, service.Now),
            etag
        );

    private async Task<(House House, Guid Referral, Guid Attempt, string? ETag)> TwoPoolsOfOneHouse()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a, await service.AddPool(1, beside: a)]);
        return (a, referral, service.AttemptOf(a, referral), (await service.InboxItem(a, referral)).ETag);
    }
}
