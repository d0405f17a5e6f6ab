using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Training.Data;

namespace ReferralNetwork.Capacity.Tests.Training;

/// <summary>A grant is given once, and comes back by itself from whoever never came.</summary>
[Collection(nameof(Centres))]
public sealed class GrantTests(Centres centres)
{
    [Fact]
    public async Task Of_200_callers_for_the_last_grant_one_gets_it()
    {
        var centre = await centres.AddPool(200);
        var fund = await Fund(centre, 1);
        var referrals = new List<Guid>();
        for (var i = 0; i < 200; i++)
            referrals.Add(await Accepted(centre));

        var answers = await Task.WhenAll(referrals.Select(referral => Task.Run(() => Give(centre, referral, fund))));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Status == 409 && answer.Text("reason") == "no-grant").ShouldBe(199);
        (await Left(centre, fund)).ShouldBe(0);
        (await centres.Read((TrainingDb db) => db.Grants.CountAsync(g => g.FundId == fund))).ShouldBe(1);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("no-show")]
    [InlineData("withdrawn")]
    [InlineData("never came")]
    public async Task It_comes_back_from_whoever_was_accepted_and_never_came(string how)
    {
        var centre = await centres.AddPool(3);
        var (fund, referral, other) = (await Fund(centre, 2), await Accepted(centre), await Accepted(centre));
        foreach (var one in new[] { referral, other })
            (await Give(centre, one, fund)).ShouldBeOk();
        (await centres.Act(centre, other, "arrive")).ShouldBeOk();
        (await Left(centre, fund)).ShouldBe(0);

        if (how == "withdrawn")
            await centres.Withdraw(referral);
        else if (how == "never came")
        {
            await centres.Pass(TimeSpan.FromDays(30));
            // A turn acts on 200 at most, and those of the other test may be due before.
            await centres.ActOnDue();
        }
        else
            (await centres.Act(centre, referral, how)).ShouldBeOk();

        (await Left(centre, fund)).ShouldBe(1);
        (await Ask(centre, HttpMethod.Get, $"/inbox/{centres.AttemptOf(centre, referral)}/grant")).Status.ShouldBe(404);
        (await centres.Act(centre, other, "complete")).ShouldBeOk();
        (await Left(centre, fund)).ShouldBe(1, "who came has used hers");
    }

    [Fact]
    public async Task One_for_each_of_the_own_fund_while_it_lasts()
    {
        var (centre, stranger) = (await centres.AddPool(3), await centres.AddPool(1));
        var (fund, second, theirs) = (await Fund(centre, 5), await Fund(centre, 5), await Fund(stranger, 5));
        var ended = await Fund(centre, 5, DateOnly.FromDateTime(centres.Now.AddDays(-1).DateTime));
        var (waits, referral) = (await centres.Send([centre]), await Accepted(centre));

        (await Give(centre, waits, fund)).Text("state").ShouldBe("received");
        (await Give(centre, referral, theirs))
            .Body.GetProperty("errors")
            .TryGetProperty("fundId", out _)
            .ShouldBeTrue();
        (await Give(centre, referral, ended)).Text("reason").ShouldBe("no-grant");
        (await Give(stranger, referral, theirs)).Status.ShouldBe(404);
        (await Give(centre, referral, fund)).ShouldBeOk();
        (await Give(centre, referral, fund)).ShouldBeOk();
        (await Left(centre, fund)).ShouldBe(4, "asked twice it is one");
        (await Give(centre, referral, second)).Text("reason").ShouldBe("granted");

        (await Ask(centre, HttpMethod.Delete, $"/inbox/{centres.AttemptOf(centre, referral)}/grant")).Status.ShouldBe(
            204
        );
        (await Left(centre, fund)).ShouldBe(5);
        (await Give(centre, referral, second)).ShouldBeOk();
        (await centres.Act(centre, referral, "arrive")).ShouldBeOk();
        (await Ask(centre, HttpMethod.Delete, $"/inbox/{centres.AttemptOf(centre, referral)}/grant")).Status.ShouldBe(
            409
        );
    }

    [Fact]
    public async Task A_fund_has_never_fewer_grants_than_it_has_given()
    {
        var centre = await centres.AddPool(2);
        var fund = await Fund(centre, 3);
        foreach (var _ in "ab")
            (await Give(centre, await Accepted(centre), fund)).ShouldBeOk();
        var path = $"/funds/{fund}";

        (await Ask(centre, HttpMethod.Put, path, Body(2))).Status.ShouldBe(428);
        (await Ask(centre, HttpMethod.Put, path, Body(1), "\"1\""))
            .Body.GetProperty("errors")
            .TryGetProperty("grants", out _)
            .ShouldBeTrue();
        (await Ask(centre, HttpMethod.Put, path, Body(2), "\"1\""))
            .ShouldBeOk()
            .Body.GetProperty("left")
            .GetInt32()
            .ShouldBe(0);
        (await Ask(centre, HttpMethod.Put, path, Body(9), "\"1\"")).Status.ShouldBe(412);
        (await Ask(await centres.AddPool(1), HttpMethod.Put, path, Body(9), "\"2\"")).Status.ShouldBe(404);
    }

    private async Task<Guid> Accepted(House centre)
    {
        var referral = await centres.Send([centre]);
        (await centres.Act(centre, referral, "accept")).ShouldBeOk();
        return referral;
    }

    private async Task<Guid> Fund(House centre, int grants, DateOnly? until = null)
    {
        var made = await Ask(centre, HttpMethod.Post, "/funds", Body(grants, until));
        made.Status.ShouldBe(201, made.Body.ToString());
        return Guid.Parse(made.Text("id"));
    }

    private static object Body(int grants, DateOnly? until = null) =>
        new
        {
            name = new { en = "Example Fund" },
            grants,
            until,
        };

    private async Task<int> Left(House centre, Guid fund) =>
        (await Ask(centre, HttpMethod.Get, "/funds"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .Single(item => item.GetProperty("id").GetGuid() == fund)
            .GetProperty("left")
            .GetInt32();

    private Task<Answer> Give(House centre, Guid referral, Guid fund) =>
        Ask(centre, HttpMethod.Post, $"/inbox/{centres.AttemptOf(centre, referral)}/grant", new { fundId = fund });

    private Task<Answer> Ask(
        House house,
        HttpMethod method,
        string path,
        object? body = null,
        string? ifMatch = null
    ) => centres.Ask(method, path, TestTokens.Provider(house.Organisation), body, ifMatch);
}
