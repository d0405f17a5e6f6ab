using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>One conversation, several needs: a referral and a receipt for each.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class SendCaseTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker(Guid.NewGuid());

    [Fact]
    public async Task Each_recipient_has_a_receipt_of_its_own_with_the_fields_that_it_may_have()
    {
        var (bed, lawyer) = (await service.AddPool(), await service.AddPool(kind: "legal-aid"));

        var sent = Referrals((await Send(Need(bed, fields: ["name"]), Need(lawyer))).Expect(202));

        sent.Select(r => r.GetProperty("caseCode").GetString()).Distinct().Count().ShouldBe(2);
        var ids = sent.ConvertAll(r => r.GetProperty("id").GetGuid());
        var receipts = await service.Read(db =>
            db.Consents.AsNoTracking().Where(c => ids.Contains(c.ReferralId)).ToListAsync()
        );
        receipts.Single(c => c.ReferralId == ids[0]).Fields.ShouldBe(["name"]);
        receipts.Single(c => c.ReferralId == ids[1]).Fields.ShouldBe(["name", "narrative"]);
    }

    [Fact]
    public async Task What_one_recipient_may_not_have_is_not_sealed_for_it()
    {
        var (bed, lawyer) = (await service.AddPool(), await service.AddPool(kind: "legal-aid"));

        var ids = Referrals((await Send(Need(bed, fields: ["name"]), Need(lawyer))).Expect(202))
            .ConvertAll(r => r.GetProperty("id").GetGuid());

        (await Details(ids[0], bed)).ShouldBe(("Example", null));
        (await Details(ids[1], lawyer)).ShouldBe(("Example", "what happened"));
    }

    [Fact]
    public async Task They_belong_together_in_the_order_said()
    {
        var (doctor, lawyer) = (await service.AddPool(kind: "medical"), await service.AddPool(kind: "legal-aid"));

        var sent = Referrals((await Send(Need(doctor), Need(lawyer, after: 0))).Expect(202));

        sent[1].GetProperty("after").GetGuid().ShouldBe(sent[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task One_that_cannot_be_sent_keeps_back_all()
    {
        var bed = await service.AddPool();
        var before = await service.Read(db => db.Referrals.CountAsync());

        var refused = await Send(
            Need(bed),
            new
            {
                kind = "medical",
                urgency = "urgent",
                plan = new[] { bed.PoolId },
            }
        );

        refused.Expect(400).Body.GetProperty("errors").TryGetProperty("referrals[1].plan[0]", out _).ShouldBeTrue();
        (await service.Read(db => db.Referrals.CountAsync())).ShouldBe(before);
    }

    [Fact]
    public async Task Sent_again_it_is_one_case()
    {
        var (bed, doctor) = (await service.AddPool(), await service.AddPool(kind: "medical"));
        var key = Guid.NewGuid().ToString();

        var (first, again) = (
            (await Send(key, Need(bed), Need(doctor))).Expect(202),
            (await Send(key, Need(bed), Need(doctor))).Expect(202)
        );

        Referrals(again)
            .ConvertAll(r => r.GetProperty("id").GetGuid())
            .ShouldBe(Referrals(first).ConvertAll(r => r.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task No_recipient_gets_what_she_did_not_agree_to()
    {
        var (bed, doctor) = (await service.AddPool(), await service.AddPool(kind: "medical"));

        (await Send(Need(bed), Need(doctor, fields: ["contact"]))).Expect(400);
    }

    [Fact]
    public async Task Siblings_have_a_place_each_where_one_sleeps_and_a_doctor_sees_one_of_them()
    {
        var (bed, doctor) = (await service.AddPool(), await service.AddPool(kind: "medical"));
        _siblings = [new { sex = "male", age = 20 }];

        (await Send(Need(bed, places: 1), Need(doctor)))
            .Expect(400)
            .Body.GetProperty("errors")
            .TryGetProperty("referrals", out _)
            .ShouldBeTrue();
        var ids = Referrals((await Send(Need(bed), Need(doctor, places: 1))).Expect(202))
            .ConvertAll(r => r.GetProperty("id").GetGuid());

        var places = await service.Read(db =>
            db.Referrals.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Kind, r => r.Places)
        );
        (places["shelter"], places["medical"]).ShouldBe((2, 1));
    }

    private object[]? _siblings;

    private static object Need(
        AvailabilityChanged pool,
        string[]? fields = null,
        int? after = null,
        int? places = null
    ) =>
        new
        {
            kind = pool.Kind,
            urgency = "urgent",
            plan = new[] { pool.PoolId },
            fields,
            after,
            places,
        };

    private Task<Answer> Send(params object[] referrals) => Send(Guid.NewGuid().ToString(), referrals);

    // The same words again: the hour of expiry too.
    private readonly DateTimeOffset _expires = service.Clock.GetUtcNow().AddDays(300);

    private Task<Answer> Send(string key, params object[] referrals) =>
        service.Ask(
            HttpMethod.Post,
            "/api/cases",
            _mine,
            new
            {
                survivor = new
                {
                    sex = "female",
                    age = 24,
                    siblings = _siblings,
                },
                consent = new
                {
                    purposes = new[] { "placement" },
                    recipients = "plan",
                    fields = new[] { "name", "narrative" },
                    language = "km",
                    how = "spoken",
                    limitsExplained = true,
                    alone = true,
                    expiresAt = _expires,
                },
                details = new { name = "Example", narrative = "what happened" },
                referrals,
            },
            key: key
        );

    private async Task<(string?, string?)> Details(Guid referral, AvailabilityChanged pool)
    {
        await service.Say(referral, pool, "accepted", "accepted", version: 3);
        var details = (await service.OpenDetails(referral, pool)).Expect(200).Body;
        return (Text("name"), Text("narrative"));

        string? Text(string member) => details.TryGetProperty(member, out var value) ? value.GetString() : null;
    }

    private static List<JsonElement> Referrals(Answer answer) =>
        [.. answer.Body.GetProperty("referrals").EnumerateArray()];
}
