using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Referrals.Clocks;
using ReferralNetwork.System.Tests.Runs;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>A service that is away delays and loses nothing.</summary>
[Collection(nameof(RaceNetwork))]
public sealed class AwayTests(RaceNetwork network)
{
    private const int Many = 10;

    [Fact]
    public async Task A_provider_service_away_leaves_the_referral_requested_tells_its_referrer_and_holds_when_back()
    {
        var pool = await network.Pool(Many, "training-1", "training");
        await network.Network.StopModule("training");
        var sent = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(_ => network.Send(Given.Referral("training", [pool]), wait: "1"))
        );
        foreach (var referral in sent)
        {
            referral.MustBe(HttpStatusCode.Accepted);
            (referral.State, referral.Business).ShouldBe(("requested", "sent"));
            referral["alerts"]!.AsArray().ShouldBeEmpty();
        }

        network.Referrals.PutForward(TimeSpan.FromSeconds(61));
        var watch = network.Background<ReferralMonitor>("referrals");
        foreach (var _ in new[] { 1, 2 })
            await watch.Look(default);
        var alerts = await network.As("ngo-1").List("/api/alerts?limit=200");
        foreach (var referral in sent)
        {
            (await network.Referral(referral.Id))["alerts"]!
                .AsArray()
                .Select(code => (string?)code)
                .ShouldBe(["provider-away"]);
            alerts.Count(alert => (Guid?)alert["referralId"] == referral.Id).ShouldBe(1, "told once");
        }

        await network.Network.StartModule("training");
        foreach (var referral in sent)
            (
                await Eventually.Get(() => network.Referral(referral.Id), r => r.State == "received", "a place is held")
            ).Business.ShouldBe("held");
        var capacity = (await network.As("training-1").Get($"/api/training/pools/{pool}"))["capacity"]!;
        ((int)capacity["held"]!).ShouldBe(Many);
    }

    [Fact]
    public async Task What_was_sent_and_withdrawn_while_the_provider_service_was_away_ends_withdrawn()
    {
        var pool = await network.Pool(Many, "training-1", "training");
        await network.Network.StopModule("training");
        var sent = await Task.WhenAll(
            Enumerable.Range(0, Many).Select(_ => network.Send(Given.Referral("training", [pool]), wait: "0"))
        );
        foreach (var referral in sent)
            (await network.Withdraw(referral.Id)).MustBe(HttpStatusCode.OK);
        await network.Network.StartModule("training");
        await network.Quiet();

        foreach (var referral in sent)
            (await network.Referral(referral.Id)).State.ShouldBe("cancelled");
        var capacity = (await network.As("training-1").Get($"/api/training/pools/{pool}"))["capacity"]!;
        ((int)capacity["held"]!).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_provider_did_while_the_referral_service_was_away_arrives()
    {
        var pool = await network.Pool(Many);
        var ids = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => network.Hold([pool])));
        await network.Network.StopModule("referrals");
        (await network.As("ngo-1").Get($"/api/referrals/{ids[0]}")).MustBe(HttpStatusCode.ServiceUnavailable);
        foreach (var id in ids)
        {
            foreach (var action in new[] { "accept", "arrive" })
                (await network.Act(id, action)).MustBe(HttpStatusCode.OK);
            (await network.Act(id, "complete", new JsonObject { ["outcome"] = "helped", ["exit"] = "planned" })).MustBe(
                HttpStatusCode.OK
            );
        }
        await network.Network.StartModule("referrals");

        foreach (var id in ids)
        {
            var referral = await Eventually.Get(
                () => network.Referral(id),
                r => r.State == "completed",
                "how it ended is known"
            );
            foreach (
                var (status, business) in new[]
                {
                    ("received", "held"),
                    ("accepted", "accepted"),
                    ("in-progress", "arrived"),
                    ("completed", "helped"),
                }
            )
                referral.Steps(status, business).ShouldBe(1, $"{status} once");
        }
        (await network.Counts(pool)).ShouldBe((0, 0, 0));
    }
}
