using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.System.Tests.Runs;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>Who she is opens for her referrer and whoever accepted her, and for nobody else.</summary>
[Collection(nameof(RaceNetwork))]
public sealed class SealedTests(RaceNetwork network)
{
    [Fact]
    public async Task Details_open_from_acceptance_on_and_never_to_who_refused_or_was_never_asked()
    {
        var (first, second) = (await network.Pool(1), await network.Pool(1, "shelter-2"));
        var id = await network.Hold([first, second]);
        await MustNotOpen(id, "shelter-1", "before it has accepted");
        (await network.Act(id, "reject", Given.Reason("staff"))).MustBe(HttpStatusCode.OK);
        await Eventually.Get(
            () => network.Item(id, "shelter-2"),
            item => item.State == "received",
            "the second is asked"
        );
        (await network.Act(id, "accept", label: "shelter-2")).MustBe(HttpStatusCode.OK);

        await Eventually.Get(() => network.Referral(id), r => r.State == "accepted", "the acceptance is known");
        (await Details(id, "shelter-2")).MustBe(HttpStatusCode.OK)["name"]!.ToString().ShouldBe("Test Example");
        (await Details(id, "ngo-1")).MustBe(HttpStatusCode.OK);
        foreach (var other in new[] { "shelter-1", "training-1", "ngo-2", "hotline" })
            await MustNotOpen(id, other, "it never accepted");
        (await Openings(id)).ShouldBe([
            ("accepted", network.Account("shelter-2").Organisation.Name),
            ("referrer", network.Account("ngo-1").Organisation.Name),
        ]);
    }

    [Fact]
    public async Task An_acceptance_on_its_way_is_waited_for()
    {
        var id = await network.Hold([await network.Pool(1)]);
        Task<Answer> opening;
        using (network.HoldBack<AttemptChanged>())
        {
            await Eventually.IsSo(
                async () => (await network.Act(id, "accept")).Code == 200,
                "the provider is asked, and accepts"
            );
            opening = Details(id, "shelter-1");
            (await network.Referral(id)).State.ShouldBe("received");
        }
        (await opening).MustBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Consent_withdrawn_after_acceptance_closes_the_details_cancels_and_frees_the_place()
    {
        var pool = await network.Pool(1);
        var id = await network.Hold([pool]);
        (await network.Act(id, "accept")).MustBe(HttpStatusCode.OK);
        (await Details(id, "shelter-1")).MustBe(HttpStatusCode.OK);
        var withdrawn = (
            await network
                .As("ngo-1")
                .Post($"/api/referrals/{id}/consent/withdraw", new JsonObject { ["by"] = "survivor" })
        ).MustBe(HttpStatusCode.OK);
        (withdrawn.State, (string?)withdrawn["consent"]!["status"]).ShouldBe(("cancelled", "withdrawn"));

        foreach (var label in new[] { "shelter-1", "ngo-1" })
            await MustNotOpen(id, label, "the key is destroyed");
        await network.Quiet();
        var item = await network.Item(id);
        (item.State, item.Business, (string?)item["reason"]).ShouldBe(("cancelled", "withdrawn", "consent-withdrawn"));
        (await network.Counts(pool)).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Consent_withdrawn_during_a_stay_ends_the_sharing_and_not_the_stay()
    {
        var pool = await network.Pool(1);
        var id = await network.Hold([pool]);
        foreach (var action in new[] { "accept", "arrive" })
            (await network.Act(id, action)).MustBe(HttpStatusCode.OK);
        await Eventually.Get(() => network.Referral(id), r => r.State == "in-progress", "she has arrived");
        (
            await network
                .As("ngo-1")
                .Post($"/api/referrals/{id}/consent/withdraw", new JsonObject { ["by"] = "survivor" })
        )
            .MustBe(HttpStatusCode.OK)
            .State.ShouldBe("in-progress");
        await MustNotOpen(id, "shelter-1", "the key is destroyed");
        await network.Quiet();
        (await network.Item(id)).State.ShouldBe("in-progress");
        (await network.Counts(pool)).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task A_person_on_the_never_list_opens_nothing()
    {
        var id = await network.Hold([await network.Pool(1)]);
        (await network.Act(id, "accept")).MustBe(HttpStatusCode.OK);
        await Eventually.Get(() => network.Referral(id), r => r.State == "accepted", "the acceptance is known");
        var never = new JsonObject { ["persons"] = new JsonArray(network.Account("shelter-1").ClientId) };
        (await network.As("ngo-1").Put($"/api/referrals/{id}/never", new JsonObject { ["never"] = never })).MustBe(
            HttpStatusCode.OK
        );
        await Eventually.IsSo(
            async () => (await network.As("shelter-1").Get($"/api/shelters/inbox/{network.Attempt(id)}")).Code == 404,
            "the house's service has heard of it"
        );
        await MustNotOpen(id, "shelter-1", "on the never list");
        (await Details(id, "ngo-1")).MustBe(HttpStatusCode.OK);
        var mine = ("referrer", network.Account("ngo-1").Organisation.Name);
        (await Openings(id)).ShouldBe([mine, mine], "the list was changed, and the details were opened");
    }

    [Fact]
    public async Task A_life_in_danger_goes_without_identity_and_is_reviewed()
    {
        var vital = Given.Referral("shelter", [await network.Pool(2)]);
        vital["consent"] = new JsonObject
        {
            ["basis"] = "vital-interest",
            ["justification"] = "Unconscious, nobody with her.",
        };
        (await network.As("ngo-1").Post("/api/referrals", vital)).MustBe(HttpStatusCode.BadRequest)["errors"]!
            .AsObject()
            .ShouldContainKey("details");
        vital.Remove("details");
        var sent = (await network.Send(vital)).MustBe(HttpStatusCode.Created);
        sent["alerts"]!.AsArray().Select(code => (string?)code).ShouldBe(["vital-interest-review"]);
        var review = await network.As("coordinator").List("/api/alerts?limit=200");
        review.ShouldContain(alert =>
            (Guid?)alert["referralId"] == sent.Id && (string?)alert["code"] == "vital-interest-review"
        );

        (await network.Act(sent.Id, "accept")).MustBe(HttpStatusCode.OK);
        await Eventually.Get(() => network.Referral(sent.Id), r => r.State == "accepted", "the acceptance is known");
        await MustNotOpen(sent.Id, "shelter-1", "there is nothing to open");
    }

    // Who refers asks by the referral; a house by its own attempt, and one that was not asked by another's.
    private async Task<Answer> Details(Guid id, string label)
    {
        if (label is "ngo-1" or "ngo-2" or "hotline")
            return await network.As(label).Get($"/api/referrals/{id}/details");
        var own = network.Attempt(id, label);
        return await network
            .As(label)
            .Get($"/api/referrals/attempts/{(own == id ? Attempts.Of(network.Folder, id) : own)}/details");
    }

    private async Task MustNotOpen(Guid id, string label, string why)
    {
        var answer = await Details(id, label);
        answer.Code.ShouldBe(404, $"{label}: {why}");
        answer.ToString().ShouldNotContain("Test Example");
    }

    private async Task<IEnumerable<(string, string)>> Openings(Guid id) =>
        (await network.As("ngo-1").Get($"/api/referrals/{id}/access-log"))["items"]!
            .AsArray()
            .Select(entry => ((string)entry!["why"]!, (string)entry["organisation"]!));
}
