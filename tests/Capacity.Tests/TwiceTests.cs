namespace ReferralNetwork.Capacity.Tests;

/// <summary>A page sent twice does one thing, also where the next attempt is at the same organisation.</summary>
[Collection(nameof(Shelters))]
public sealed class TwiceTests(Shelters service)
{
    [Fact]
    public async Task Rejecting_twice_with_the_same_etag_refuses_one_place()
    {
        var (a, referral) = await TwoPoolsOfOneHouse();
        var read = await service.InboxItem(a, referral);
        (await service.Act(a, referral, "reject", ifMatch: read.ETag)).ShouldBeOk();

        var again = await service.Act(a, referral, "reject", ifMatch: read.ETag);

        again.Status.ShouldBe(412);
        again.Text("state").ShouldBe("received");
        again.Actions.ShouldBe(["accept", "reject", "waitlist"]);
        (await service.Story(referral)).ShouldBe("rejected/staff, received/held");
        // The two stand at the same count of changes: it is the attempt that tells them apart.
        (await service.Attempts(referral)).Select(attempt => attempt.Version).ShouldBe([2, 1]);
        (await service.Act(a, referral, "extend", ifMatch: read.ETag)).Status.ShouldBe(412);
    }

    [Fact]
    public async Task An_etag_of_one_attempt_is_none_of_another_that_has_changed_as_often()
    {
        var (a, referral) = await TwoPoolsOfOneHouse();
        var first = await service.InboxItem(a, referral);
        (await service.Act(a, referral, "reject", ifMatch: first.ETag)).ShouldBeOk();
        (await service.Attempts(referral))[1].Version.ShouldBe(1);

        (await service.InboxItem(a, referral)).ETag.ShouldNotBe(first.ETag);
    }

    [Fact]
    public async Task Many_at_once_with_the_same_etag_refuse_one_place()
    {
        var (a, referral) = await TwoPoolsOfOneHouse();
        var read = await service.InboxItem(a, referral);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.Act(a, referral, "reject", ifMatch: read.ETag)));

        answers.Select(answer => answer.Status).Order().ShouldBe([200, .. Enumerable.Repeat(412, 7)]);
        (await service.Story(referral)).ShouldBe("rejected/staff, received/held");
    }

    [Fact]
    public async Task Without_an_etag_an_action_is_for_whatever_stands_there_now()
    {
        var (a, referral) = await TwoPoolsOfOneHouse();

        foreach (var etag in new[] { null, "*" }) (await service.Act(a, referral, "reject", ifMatch: etag)).ShouldBeOk();

        (await service.Story(referral)).ShouldBe("rejected/staff, rejected/staff");
    }

    private async Task<(House House, Guid Referral)> TwoPoolsOfOneHouse()
    {
        var a = await service.AddPool(1);
        return (a, await service.Send([a, await service.AddPool(1, beside: a)]));
    }
}
