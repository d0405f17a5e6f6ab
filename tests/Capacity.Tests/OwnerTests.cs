using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>A referral has another owner from now on.</summary>
[Collection(nameof(Shelters))]
public sealed class OwnerTests(Shelters service)
{
    private static readonly Party Next = new(Guid.Parse("02020202-0000-7000-8000-000000000002"), "Long Road");

    [Fact]
    public async Task The_new_owner_is_asked_and_answered_and_the_old_one_no_more()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);

        await service.Deliver(new ReferralOwned(referral, "shelter", Next, "caseworker-2", service.Now));

        (await Attempts(referral, Next)).Status.ShouldBe(200);
        (await Attempts(referral, Given.Referrer)).Status.ShouldBe(404);
        (await service.InboxItem(a, referral))
            .Body.GetProperty("referrer")
            .GetProperty("name")
            .GetString()
            .ShouldBe("Long Road");
    }

    [Fact]
    public async Task A_house_where_it_has_ended_does_not_learn_who_has_the_case_now()
    {
        var (refused, asked) = (await service.AddPool(1), await service.AddPool(1));
        var referral = await service.Send([refused, asked]);
        (await service.Act(refused, referral, "reject")).ShouldBeOk();
        var before = await service.InboxItem(refused, referral);
        service.Clock.Advance(TimeSpan.FromMinutes(5));

        await service.Deliver(new ReferralOwned(referral, "shelter", Next, "caseworker-2", service.Now));

        (await service.InboxItem(refused, referral)).Body.ToString().ShouldBe(before.Body.ToString());
        (await service.At(refused, referral)).At.ShouldBeLessThan(service.Now, "its stream does not tell it either");
        (await service.InboxItem(asked, referral))
            .Body.GetProperty("referrer")
            .GetProperty("name")
            .GetString()
            .ShouldBe("Long Road");
        (await Attempts(referral, Next))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .GetArrayLength()
            .ShouldBe(2, "the new owner has all of it");
        (await Attempts(referral, Given.Referrer)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_hand_over_that_overtakes_its_request_is_not_undone_by_it()
    {
        var a = await service.AddPool(1);
        var request = service.Request([a.Pool]);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.Deliver(new ReferralOwned(request.ReferralId, "shelter", Next, "caseworker-2", service.Now));

        await service.Deliver(request);

        (await service.Story(request.ReferralId)).ShouldBe("received/held");
        (await Attempts(request.ReferralId, Next)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Of_two_hand_overs_the_later_holds_whichever_comes_first()
    {
        var a = await service.AddPool(1);
        var referral = await service.Send([a]);
        var (earlier, later) = (service.Now.AddMinutes(1), service.Now.AddMinutes(2));

        await service.Deliver(new ReferralOwned(referral, "shelter", Next, "caseworker-2", later));
        await service.Deliver(
            new ReferralOwned(referral, "shelter", new Party(Guid.NewGuid(), "Between"), "caseworker-3", earlier)
        );

        (await Attempts(referral, Next)).Status.ShouldBe(200);
    }

    private Task<Answer> Attempts(Guid referral, Party owner) =>
        service.Ask(HttpMethod.Get, $"/attempts/{referral}", TestTokens.For(owner.Id, Roles.Caseworker));
}
