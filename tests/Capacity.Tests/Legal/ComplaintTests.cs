using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.LegalAid.Data;

namespace ReferralNetwork.Capacity.Tests.Legal;

/// <summary>A criminal complaint on her behalf: by whom, with whose agreement, once.</summary>
[Collection(nameof(LegalDesks))]
public sealed class ComplaintTests(LegalDesks service)
{
    private static readonly Survivor Adult = Given.Survivor with { Age = 30 };

    [Fact]
    public async Task It_is_registered_once_and_stays()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk, Adult);

        (await Register(desk, matter, "survivor")).ShouldBeOk().Text("reference").ShouldBe("2026/17");

        (await Register(desk, matter, "association")).Text("reason").ShouldBe("registered");
        var shown = (await service.Get(desk, $"/inbox/{service.AttemptOf(desk, matter)}/complaint")).ShouldBeOk().Body;
        (
            shown.GetProperty("registered").GetProperty("complainant").GetString(),
            shown.GetProperty("registered").GetProperty("reference").GetString()
        ).ShouldBe(("survivor", "2026/17"));
        var kept = await service.Read(
            (LegalAidDb db) =>
                db
                    .Complaints.AsNoTracking()
                    .SingleAsync(c => db.Attempts.Any(a => a.Id == c.AttemptId && a.ReferralId == matter))
        );
        System.Text.Encoding.UTF8.GetString(kept.SealedReference!).ShouldNotContain("2026/17");
    }

    [Fact]
    public async Task A_child_does_not_complain_alone()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk, Given.Survivor);

        var refused = await Register(desk, matter, "survivor");

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("complainant");
        (await Register(desk, matter, "special-guardian")).ShouldBeOk();
    }

    [Theory]
    [InlineData(false, "agreed")]
    [InlineData(null, "agreed")]
    public async Task Without_agreement_nothing_is_registered(bool? agreed, string field)
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk, Adult);

        (await Register(desk, matter, "survivor", agreed))
            .Body.GetProperty("errors")
            .EnumerateObject()
            .Single()
            .Name.ShouldBe(field);

        (await service.Get(desk, $"/inbox/{service.AttemptOf(desk, matter)}/complaint"))
            .Body.GetProperty("registered")
            .ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Only_where_complaints_are_taken_and_only_once_she_is_accepted()
    {
        var papers = await service.AddDesk(matters: ["identity-papers"]);
        var desk = await service.AddDesk();
        var asked = await service.Send([desk]);

        (await Register(papers, await service.Matter(papers, Adult), "survivor"))
            .Text("reason")
            .ShouldBe("wrong-matter");
        (await Register(desk, asked, "guardian")).Text("state").ShouldBe("received");
        (await Register(papers, asked, "guardian")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_day_to_come_is_not_the_day_of_a_complaint()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk, Adult);

        (await Register(desk, matter, "survivor", on: DateOnly.FromDateTime(service.Now.UtcDateTime.AddDays(2))))
            .Body.GetProperty("errors")
            .EnumerateObject()
            .Single()
            .Name.ShouldBe("registeredOn");
    }

    private Task<Answer> Register(
        House desk,
        Guid referral,
        string complainant,
        bool? agreed = true,
        DateOnly? on = null
    ) =>
        service.Ask(
            HttpMethod.Put,
            $"/inbox/{service.AttemptOf(desk, referral)}/complaint",
            TestTokens.Provider(desk.Organisation),
            new
            {
                complainant,
                authority = "police",
                registeredOn = on ?? new DateOnly(2026, 1, 31),
                reference = "2026/17",
                agreed,
            }
        );
}
