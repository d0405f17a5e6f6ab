using System.Net;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>What one organisation may have open, how long a request may wait, and how often a key creates.</summary>
public sealed class LimitTests(LimitTests.SmallNetwork small) : IClassFixture<LimitTests.SmallNetwork>
{
    private const int Most = 3;

    [Fact]
    public async Task An_organisation_holds_no_more_than_its_share_however_many_it_asks_for_at_once()
    {
        var (network, ngo) = (small.Network, small.Network.As("ngo-1"));
        var pool = await network.Pool(50);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => ngo.Post("/api/referrals", Given.Referral("shelter", [pool]), ("Prefer", "wait=10")))
        );
        var sent = answers.Where(a => a.Code is 201 or 202).ToList();
        sent.Count.ShouldBe(Most);
        foreach (var refused in answers.Except(sent))
            refused.MustBe(HttpStatusCode.TooManyRequests)["detail"]!.ToString().ShouldContain($"the most is {Most}");
        await network.Quiet();
        (await network.Counts(pool)).ShouldBe((Most, 0, 0));

        (await network.Withdraw(sent[0].Id)).MustBe(HttpStatusCode.OK);
        await network.Send(Given.Referral("shelter", [pool]));
        // It is each organisation's own share.
        await network.Send(Given.Referral("shelter", [pool]), "hotline");
    }

    [Fact]
    public async Task A_key_creates_one_referral_however_often_and_in_parallel_it_is_sent()
    {
        var (network, ngo) = (small.Network, small.Network.As("ngo-2"));
        var (pool, key) = (await network.Pool(50), Guid.NewGuid().ToString());
        var referral = Given.Referral("shelter", [pool]);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    ngo.Post("/api/referrals", referral.DeepClone(), ("Idempotency-Key", key), ("Prefer", "wait=10"))
                )
        );

        foreach (var answer in answers)
            answer.MustBe(HttpStatusCode.Created).Id.ShouldBe(answers[0].Id);
        await network.Quiet();
        (await ngo.Get("/api/referrals"))["items"]!.AsArray().Count.ShouldBe(1);
        (await network.Counts(pool)).ShouldBe((1, 0, 0));
        referral["urgency"] = "normal";
        (await ngo.Post("/api/referrals", referral, ("Idempotency-Key", key))).MustBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_wait_ends_though_the_provider_is_away_and_though_longer_was_asked_for()
    {
        var network = small.Network;
        var pool = await network.Pool(50, "medical-1", "medical");
        await network.Network.StopModule("medical");
        var (sent, hotline) = (
            await network.Send(Given.Referral("medical", [pool]), "hotline", wait: "100000"),
            network.As("hotline")
        );
        sent.MustBe(HttpStatusCode.Accepted).State.ShouldBe("requested");
        (await hotline.Get($"/api/referrals/{sent.Id}")).State.ShouldBe("requested");
        await network.Network.StartModule("medical");
        await Eventually.IsSo(
            async () => (await hotline.Get($"/api/referrals/{sent.Id}")).State == "received",
            "a place is held"
        );
    }

    public sealed class SmallNetwork : IAsyncLifetime
    {
        internal RaceNetwork Network { get; } = new() { MaxOpenHolds = Most };

        public ValueTask InitializeAsync() => Network.InitializeAsync();

        public ValueTask DisposeAsync() => Network.DisposeAsync();
    }
}
