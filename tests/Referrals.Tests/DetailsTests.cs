using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Who she is, told bit by bit.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class DetailsTests(ServiceUnderTest service)
{
    private readonly string _mine = TestTokens.Caseworker();

    [Fact]
    public async Task A_narrative_that_follows_takes_neither_name_nor_contact_away()
    {
        var id = await Sent(
            new
            {
                name = "Test Example",
                contact = "012 000 000",
                contactRule = new { channels = new[] { "sms" }, hours = "evenings" },
            }
        );

        (await Put(id, new { narrative = "An example." })).Expect(204);

        var kept = await Read(id);
        (
            kept.GetProperty("name").GetString(),
            kept.GetProperty("contact").GetString(),
            kept.GetProperty("narrative").GetString()
        ).ShouldBe(("Test Example", "012 000 000", "An example."));
        kept.GetProperty("contactRule").GetProperty("channels")[0].GetString().ShouldBe("sms");
    }

    [Fact]
    public async Task What_is_sent_again_replaces_what_was_there()
    {
        var id = await Sent(new { name = "Test Example", narrative = "An example." });

        (await Put(id, new { name = "Another Example" })).Expect(204);

        var kept = await Read(id);
        (kept.GetProperty("name").GetString(), kept.GetProperty("narrative").GetString()).ShouldBe(
            ("Another Example", "An example.")
        );
    }

    [Fact]
    public async Task Details_may_come_when_none_were_sent()
    {
        var id = await Sent(null);
        (await Put(id, new { name = "Test Example" })).Expect(204);
        (await Read(id)).GetProperty("name").GetString().ShouldBe("Test Example");
    }

    [Fact]
    public async Task A_body_with_nothing_to_keep_is_refused()
    {
        var id = await Sent(new { name = "Test Example" });

        Errors((await Put(id, new { })).Expect(400), "body").ShouldBe(["has nothing to keep"]);
        Errors((await Put(id, new { name = (string?)null })).Expect(400), "body").ShouldBe(["has nothing to keep"]);

        (await Read(id)).GetProperty("name").GetString().ShouldBe("Test Example");
    }

    [Fact]
    public async Task Not_to_be_reached_and_a_channel_contradict_each_other()
    {
        var id = await Sent(null);
        var rule = new { contactRule = new { channels = new[] { "none", "sms" } } };

        Errors((await Put(id, rule)).Expect(400), "contactRule.channels").ShouldBe(["is none alone, or only others"]);
        Errors(
                (await service.Refer(_mine, await service.AddPool(), details: rule)).Expect(400),
                "details.contactRule.channels"
            )
            .ShouldBe(["is none alone, or only others"]);

        (await Put(id, new { contactRule = new { channels = new[] { "none" } } })).Expect(204);
        (await Put(id, new { contactRule = new { channels = new[] { "call", "sms" } } })).Expect(204);
    }

    [Fact]
    public async Task A_house_that_was_not_asked_is_answered_as_one_outside()
    {
        var (pool, asked) = (await service.AddPool(), Guid.NewGuid());
        var id = (await service.Refer(_mine, pool, details: new { name = "Test Example" }))
            .Expect(202)
            .Body.GetProperty("id")
            .GetGuid();
        await service.Say(id, pool, Contracts.Status.Received, Business.Held, attempt: asked);
        foreach (
            var (attempt, organisation) in new[]
            {
                (Guid.NewGuid(), pool.OrganisationId),
                (asked, Guid.NewGuid()),
                (id, pool.OrganisationId),
            }
        )
        {
            service.Statements.Take("Attempts");
            (
                await service.Get(
                    $"/api/referrals/attempts/{attempt}/details",
                    TestTokens.For(organisation, Roles.Intake)
                )
            ).Expect(404);
            service.Statements.Take("Attempts").Count.ShouldBe(1, "it looks once and waits for nobody");
        }
    }

    private async Task<Guid> Sent(object? details) =>
        (await service.Refer(_mine, await service.AddPool(), details: details))
            .Expect(202)
            .Body.GetProperty("id")
            .GetGuid();

    private Task<Answer> Put(Guid id, object body) =>
        service.Ask(HttpMethod.Put, $"/api/referrals/{id}/details", _mine, body);

    private async Task<JsonElement> Read(Guid id) =>
        (await service.Get($"/api/referrals/{id}/details", _mine)).Expect(200).Body;

    private static IEnumerable<string?> Errors(Answer answer, string field) =>
        answer.Body.GetProperty("errors").GetProperty(field).EnumerateArray().Select(message => message.GetString());
}
