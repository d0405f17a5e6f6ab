using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A hotline or the police hand a survivor's referrals over to those who stay with her.</summary>
[Collection(nameof(ServiceUnderTest))]
[Trait("Attack", "yes")]
public sealed class OwnerTests(ServiceUnderTest service)
{
    private readonly Guid _hotline = Guid.NewGuid();
    private readonly Guid _next = Guid.NewGuid();
    private string Hotline => TestTokens.Caseworker(_hotline);
    private string Next => TestTokens.Caseworker(_next);

    [Fact]
    public async Task It_is_offered_only_to_a_partner_that_the_network_knows_by_the_name_it_knows()
    {
        var bed = await service.Send(Hotline, await service.AddPool());
        (await Offered(bed))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("organisation.id", out _)
            .ShouldBeTrue("nobody has heard of it");

        await service.Deliver(
            new OrganisationChanged(_next, new LocalText("Long Road", null), [], true, 1, service.Clock.GetUtcNow())
        );
        (await Offered(bed))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("organisation.id", out _)
            .ShouldBeTrue("it is suspended");

        await service.Deliver(
            new OrganisationChanged(_next, new LocalText("Long Road", null), [], false, 2, service.Clock.GetUtcNow())
        );
        (await Offered(bed)).Expect(201).Body.GetProperty("to").GetProperty("name").GetString().ShouldBe("Long Road");
    }

    [Fact]
    public async Task Nothing_changes_before_the_other_has_accepted()
    {
        var bed = await service.Send(Hotline, await service.AddPool());

        await Offer(bed);

        (await service.Get($"/api/referrals/{bed}", Hotline)).Expect(200);
        (await service.Get($"/api/referrals/{bed}", Next)).Expect(404);
    }

    [Fact]
    public async Task Accepted_the_whole_case_is_the_new_owners()
    {
        var (bed, doctor) = (
            await service.Send(Hotline, await service.AddPool()),
            await service.Send(Hotline, await service.AddPool(kind: "medical"))
        );
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{doctor}/case", Hotline, new { with = bed })).Expect(200);
        var offer = await Offer(bed, note: "ring her sister first");

        var taken = (await Answered(offer, "accept", Next)).Expect(200).Body;

        taken.GetProperty("note").GetString().ShouldBe("ring her sister first");
        foreach (var id in new[] { bed, doctor })
        {
            (await service.Get($"/api/referrals/{id}", Next)).Expect(200);
            (await service.Get($"/api/referrals/{id}", Hotline)).Expect(404);
            (await Published(id)).ShouldBe(_next);
        }
    }

    [Fact]
    public async Task Her_follow_ups_and_alerts_go_along()
    {
        var pool = await service.AddPool();
        var bed = await service.Send(Hotline, pool);
        await service.Say(bed, pool, Status.Completed, "helped");

        (await Answered(await Offer(bed), "accept", Next)).Expect(200);

        Items(await service.Get("/api/follow-ups", Next))
            .Count(f => f.GetProperty("referralId").GetGuid() == bed)
            .ShouldBe(4);
        Items(await service.Get("/api/follow-ups", Hotline))
            .ShouldNotContain(f => f.GetProperty("referralId").GetGuid() == bed);
    }

    [Fact]
    public async Task The_old_owner_keeps_its_history_and_sees_nothing_after()
    {
        var pool = await service.AddPool();
        var bed = await service.Send(Hotline, pool);
        await service.Say(bed, pool, Status.Received, "held");
        (await Answered(await Offer(bed), "accept", Next)).Expect(200);
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        await service.Say(bed, pool, Status.Accepted, "accepted", version: 2);

        var former = Items(await service.Get("/api/former-referrals", Hotline)).ShouldHaveSingleItem();
        var history = (await service.Get($"/api/former-referrals/{former.GetProperty("id").GetGuid()}", Hotline))
            .Expect(200)
            .Body.GetProperty("history");

        history.EnumerateArray().Select(h => h.GetProperty("businessStatus").GetString()).ShouldContain("held");
        history.EnumerateArray().Select(h => h.GetProperty("businessStatus").GetString()).ShouldNotContain("accepted");
        (await service.Get($"/api/former-referrals/{former.GetProperty("id").GetGuid()}", Next)).Expect(404);
    }

    [Fact]
    public async Task Whoever_it_is_offered_to_learns_what_is_under_way_and_not_for_whom()
    {
        var bed = await service.Send(Hotline, await service.AddPool());
        await Offer(bed);

        var incoming = Items(await service.Get("/api/transfers", Next)).ShouldHaveSingleItem();

        (incoming.GetProperty("kind").GetString(), incoming.GetProperty("incoming").GetBoolean()).ShouldBe(
            ("shelter", true)
        );
        incoming.ToString().ShouldNotContain($"{bed}");
        (incoming.GetProperty("caseCode").ValueKind, incoming.GetProperty("referralId").ValueKind).ShouldBe(
            (JsonValueKind.Null, JsonValueKind.Null)
        );
    }

    [Fact]
    public async Task Who_repeats_its_offer_after_it_was_accepted_learns_nothing_of_the_case()
    {
        var pool = await service.AddPool();
        var bed = await service.Send(Hotline, pool);
        var key = Guid.NewGuid().ToString();
        await service.Deliver(
            new OrganisationChanged(_next, new LocalText("Long Road", null), [], false, 1, service.Clock.GetUtcNow())
        );
        var offer = (await Offered(bed, key: key)).Expect(201).Body.GetProperty("id").GetGuid();
        (await Offered(bed, key: key)).Expect(201);

        (await Answered(offer, "accept", Next)).Expect(200);

        (await Offered(bed, key: key)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task It_is_accepted_by_nobody_else_and_once()
    {
        var offer = await Offer(await service.Send(Hotline, await service.AddPool()));

        (await Answered(offer, "accept", TestTokens.Caseworker(Guid.NewGuid()))).Expect(404);
        (await Answered(offer, "accept", Next)).Expect(200);
        (await Answered(offer, "accept", Next)).Expect(404);
        (await Answered(offer, "decline", Next)).Expect(404);
    }

    [Fact]
    public async Task Taken_back_or_old_it_cannot_be_accepted()
    {
        var (taken, old) = (
            await Offer(await service.Send(Hotline, await service.AddPool())),
            await Offer(await service.Send(Hotline, await service.AddPool()))
        );
        (await service.Ask(HttpMethod.Delete, $"/api/transfers/{taken}", Hotline)).Expect(204);
        service.Clock.Advance(TimeSpan.FromDays(8));

        (await Answered(taken, "accept", Next)).Expect(404);
        (await Answered(old, "accept", Next)).Expect(404);
    }

    [Fact]
    public async Task Who_is_on_the_never_list_is_offered_nothing()
    {
        var pool = await service.AddPool();
        var bed = (await service.Refer(Hotline, pool, never: new { organisations = new[] { _next } }))
            .Expect(202)
            .Body.GetProperty("id")
            .GetGuid();

        (await Ask(bed)).Expect(422);
    }

    [Fact]
    public async Task Without_how_she_agreed_nothing_is_offered()
    {
        var bed = await service.Send(Hotline, await service.AddPool());

        (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{bed}/transfer",
                Hotline,
                new { organisation = new { id = _next }, language = "km" }
            )
        )
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("how", out _)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("consent withdrawn")]
    [InlineData("withdrawn")]
    [InlineData("void")]
    [InlineData("expired")]
    [InlineData("the other of the case withdrawn")]
    public async Task An_offer_is_judged_again_when_it_is_accepted(string since)
    {
        var (bed, doctor) = (
            await service.Send(Hotline, await service.AddPool()),
            await service.Send(Hotline, await service.AddPool(kind: "medical"))
        );
        (await service.Ask(HttpMethod.Post, $"/api/referrals/{doctor}/case", Hotline, new { with = bed })).Expect(200);
        var offer = await Offer(bed, note: "ring her sister first");
        Items(await service.Get("/api/transfers", Next)).ShouldHaveSingleItem();

        (
            await (
                since switch
                {
                    "consent withdrawn" => service.Ask(
                        HttpMethod.Post,
                        $"/api/referrals/{bed}/consent/withdraw",
                        Hotline
                    ),
                    "withdrawn" => service.Ask(
                        HttpMethod.Post,
                        $"/api/referrals/{bed}/actions/withdraw",
                        Hotline,
                        new { reason = "unsafe" }
                    ),
                    "void" => service.Ask(
                        HttpMethod.Post,
                        $"/api/referrals/{bed}/actions/entered-in-error",
                        Hotline,
                        new { note = "the wrong one" }
                    ),
                    "expired" => Expired(bed),
                    _ => service.Ask(
                        HttpMethod.Post,
                        $"/api/referrals/{doctor}/actions/withdraw",
                        Hotline,
                        new { reason = "unsafe" }
                    ),
                }
            )
        ).Expect(200);

        (await Answered(offer, "accept", Next)).Expect(404);
        foreach (var side in new[] { Hotline, Next })
            Items(await service.Get("/api/transfers", side)).ShouldBeEmpty("it is in neither list");
        (await service.Get($"/api/referrals/{doctor}", Hotline)).Expect(200);
    }

    [Fact]
    public async Task What_the_next_owner_must_know_is_destroyed_with_her_consent()
    {
        var bed = await service.Send(Hotline, await service.AddPool());
        var offer = await Offer(bed, note: "ring her sister first");

        (await service.Ask(HttpMethod.Post, $"/api/referrals/{bed}/consent/withdraw", Hotline)).Expect(200);

        (await service.Read(db => db.Transfers.AnyAsync(o => o.Id == offer))).ShouldBeFalse();
    }

    [Theory]
    [InlineData("declined")]
    [InlineData("taken back")]
    [InlineData("over")]
    public async Task Of_an_offer_that_has_ended_no_word_is_left(string end)
    {
        var offer = await Offer(await service.Send(Hotline, await service.AddPool()), note: "ring her sister first");

        if (end == "declined")
            (await Answered(offer, "decline", Next)).Expect(204);
        else if (end == "taken back")
            (await service.Ask(HttpMethod.Delete, $"/api/transfers/{offer}", Hotline)).Expect(204);
        else
        {
            service.Clock.Advance(TimeSpan.FromDays(7));
            await service.Look();
        }

        (
            await service.Read(db =>
                db.Transfers.Where(o => o.Id == offer).Select(o => o.SealedNote).SingleOrDefaultAsync()
            )
        ).ShouldBeNull();
    }

    [Fact]
    public async Task Her_conferences_go_along()
    {
        var pool = await service.AddPool();
        var bed = await service.Send(Hotline, pool);
        await service.Say(bed, pool, Status.Accepted, "accepted");
        var conference = (
            await service.Ask(
                HttpMethod.Post,
                $"/api/referrals/{bed}/conferences",
                Hotline,
                new
                {
                    at = service.Clock.GetUtcNow().AddDays(1),
                    organisations = new[] { pool.OrganisationId },
                    note = "the hearing",
                }
            )
        ).Expect(201).Body.GetProperty("id").GetGuid();

        (await Answered(await Offer(bed), "accept", Next)).Expect(200);

        (await service.Get($"/api/conferences/{conference}", Hotline)).Expect(404);
        (await service.Ask(HttpMethod.Post, $"/api/conferences/{conference}/cancel", Hotline, new { })).Expect(404);
        (await service.Get($"/api/conferences/{conference}", Next))
            .Expect(200)
            .Body.GetProperty("note")
            .GetString()
            .ShouldBe("the hearing");
        (await service.Ask(HttpMethod.Post, $"/api/conferences/{conference}/cancel", Next, new { })).Expect(204);
    }

    private async Task<Answer> Expired(Guid referral)
    {
        await service.Read(db =>
            db.Consents.Where(c => c.ReferralId == referral)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.ExpiresAt, service.Clock.GetUtcNow()))
        );
        return await service.Get($"/api/referrals/{referral}", Hotline);
    }

    private async Task<Guid> Offer(Guid referral, string? note = null) =>
        (await Ask(referral, note)).Expect(201).Body.GetProperty("id").GetGuid();

    private async Task<Answer> Ask(Guid referral, string? note = null)
    {
        await service.Deliver(
            new OrganisationChanged(_next, new LocalText("Long Road", null), [], false, 1, service.Clock.GetUtcNow())
        );
        return await Offered(referral, note);
    }

    private Task<Answer> Offered(Guid referral, string? note = null, string? key = null) =>
        service.Ask(
            HttpMethod.Post,
            $"/api/referrals/{referral}/transfer",
            Hotline,
            new
            {
                organisation = new { id = _next },
                how = "spoken",
                language = "km",
                note,
            },
            key: key
        );

    private Task<Answer> Answered(Guid offer, string answer, string token) =>
        service.Ask(HttpMethod.Post, $"/api/transfers/{offer}/{answer}", token);

    private static IReadOnlyList<JsonElement> Items(Answer answer) =>
        [.. answer.Expect(200).Body.GetProperty("items").EnumerateArray()];

    private async Task<Guid> Published(Guid referral)
    {
        var type = Envelope.TypeOf<ReferralOwned>();
        var rows = await service.Read(db =>
            db.Set<OutboxRow>().AsNoTracking().Where(row => row.Type == type).ToListAsync()
        );
        return rows.ConvertAll(row => row.Envelope().Read<ReferralOwned>())
            .Single(e => e.ReferralId == referral)
            .Owner.Id;
    }
}
