using Microsoft.EntityFrameworkCore;
using ReferralNetwork.LegalAid.Data;

namespace ReferralNetwork.Capacity.Tests.Legal;

/// <summary>A matter has one lawyer at a time, and loses nothing when it goes to another.</summary>
[Collection(nameof(LegalDesks))]
public sealed class AssignmentTests(LegalDesks service)
{
    [Fact]
    public async Task No_lawyer_is_assigned_before_the_desk_knows_of_no_conflict()
    {
        var desk = await service.AddDesk();
        var (matter, lawyer) = (await service.Matter(desk), await service.Lawyer(desk));

        (await service.AssignUnchecked(desk, matter, lawyer)).Text("reason").ShouldBe("unchecked");
        (await service.Conflict(desk, matter, ["Same Person"], "Same Person")).ShouldBeTrue();
        (await service.AssignUnchecked(desk, matter, lawyer)).Text("reason").ShouldBe("conflict");

        await service.Pass(TimeSpan.FromMinutes(1));
        (await service.Conflict(desk, matter, ["Same Person"], "Somebody Else")).ShouldBeFalse();
        (await service.AssignUnchecked(desk, matter, lawyer)).ShouldBeOk();
    }

    [Fact]
    public async Task A_hand_over_keeps_who_had_it_what_was_said_and_the_agenda()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk);
        var (first, second) = (await service.Lawyer(desk, "First"), await service.Lawyer(desk, "Second"));
        (await service.Assign(desk, matter, first)).ShouldBeOk();
        (
            await service.Ask(
                HttpMethod.Post,
                $"/inbox/{service.AttemptOf(desk, matter)}/agenda",
                TestTokens.Provider(desk.Organisation),
                new { code = "hearing", at = service.Now.AddDays(3) }
            )
        ).Status.ShouldBe(201);
        await service.Pass(TimeSpan.FromHours(1));

        (await service.Assign(desk, matter, second, first, "the hearing is moved")).ShouldBeOk();

        var chain = (await service.Get(desk, $"/inbox/{service.AttemptOf(desk, matter)}/assignments"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToList();
        chain.ConvertAll(one => one.GetProperty("name").GetString()).ShouldBe(["First", "Second"]);
        chain[0].GetProperty("until").GetDateTimeOffset().ShouldBe(chain[1].GetProperty("from").GetDateTimeOffset());
        chain[1].GetProperty("until").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        chain[1].GetProperty("note").GetString().ShouldBe("the hearing is moved");
        (await service.Get(desk, $"/inbox/{service.AttemptOf(desk, matter)}/agenda"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .GetArrayLength()
            .ShouldBe(1);
        var open = (await service.Get(desk, "/matters"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        (open.GetProperty("lawyer").GetString(), open.GetProperty("next").GetProperty("code").GetString()).ShouldBe(
            ("Second", "hearing")
        );
    }

    [Fact]
    public async Task A_page_sent_twice_hands_nothing_over_twice()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk);
        var (first, second) = (await service.Lawyer(desk), await service.Lawyer(desk));
        (await service.Assign(desk, matter, first)).ShouldBeOk();

        var again = await service.Assign(desk, matter, second);

        (again.Status, again.Text("reason")).ShouldBe((409, "assigned"), "who wrote it had not seen the first");
    }

    [Fact]
    public async Task Nobody_gets_more_than_agreed_or_when_away_or_from_another_desk()
    {
        var (desk, other) = (await service.AddDesk(), await service.AddDesk());
        var (one, two) = (await service.Matter(desk), await service.Matter(desk));
        var small = await service.Lawyer(desk, most: 1);
        (await service.Assign(desk, one, small)).ShouldBeOk();

        (await service.Assign(desk, two, small)).Text("reason").ShouldBe("full");
        (await service.Assign(desk, two, await service.Lawyer(desk, active: false)))
            .Text("reason")
            .ShouldBe("inactive");
        (await service.Assign(desk, two, await service.Lawyer(other))).Status.ShouldBe(400);
        (await service.Assign(other, two, small)).Status.ShouldBe(404);
        foreach (var action in new[] { "arrive", "complete" })
            (await service.Act(desk, one, action)).ShouldBeOk();
        (await service.Assign(desk, two, small)).ShouldBeOk();
    }

    [Fact]
    public async Task Of_many_matters_at_once_a_lawyer_gets_no_more_than_agreed()
    {
        var desk = await service.AddDesk();
        var lawyer = await service.Lawyer(desk, most: 2);
        var matters = new List<Guid>();
        for (var i = 0; i < 8; i++)
            matters.Add(await service.Matter(desk));

        var answers = await Task.WhenAll(matters.Select(matter => service.Assign(desk, matter, lawyer)));

        answers.Count(answer => answer.Status == 200).ShouldBe(2);
        (await service.Read((LegalAidDb db) => db.Matters.CountAsync(m => m.AssignedTo == lawyer))).ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_hand_overs_at_once_one_is_made()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk);
        var lawyers = new List<Guid>();
        for (var i = 0; i < 5; i++)
            lawyers.Add(await service.Lawyer(desk));
        (await service.Assign(desk, matter, lawyers[0])).ShouldBeOk();

        var answers = await Task.WhenAll(
            lawyers.Skip(1).Select(lawyer => service.Assign(desk, matter, lawyer, lawyers[0]))
        );

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        (await service.Get(desk, $"/inbox/{service.AttemptOf(desk, matter)}/assignments"))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Count(one => one.GetProperty("until").ValueKind == System.Text.Json.JsonValueKind.Null)
            .ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_assigned_before_acceptance_and_unassigned_matters_come_first()
    {
        var desk = await service.AddDesk();
        var (assigned, open, asked) = (
            await service.Matter(desk),
            await service.Matter(desk),
            await service.Send([desk])
        );
        var lawyer = await service.Lawyer(desk);
        (await service.Assign(desk, assigned, lawyer)).ShouldBeOk();

        var refused = await service.Assign(desk, asked, lawyer);

        (refused.Status, refused.Text("state")).ShouldBe((409, "received"));
        Ids(await service.Get(desk, "/matters")).ShouldBe([open, assigned]);
        Ids(await service.Get(desk, "/matters?unassigned=true")).ShouldBe([open]);

        List<Guid> Ids(Answer answer) =>
            answer
                .ShouldBeOk()
                .Body.GetProperty("items")
                .EnumerateArray()
                .Select(one => service.ReferralOf(one))
                .ToList();
    }

    [Fact]
    public async Task Lawyers_are_suggested_with_what_fits_and_an_edit_needs_what_was_read()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk);
        var lawyer = await service.Lawyer(desk, "Advocate Example");
        await service.Lawyer(desk, "Away", active: false);

        var one = (await service.Get(desk, $"/inbox/{service.AttemptOf(desk, matter)}/lawyers"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        one.GetProperty("fits")
            .EnumerateArray()
            .Select(fit => fit.GetString())
            .ShouldBe(["province", "language", "matter", "load"]);

        (await Edit(null)).Status.ShouldBe(428);
        (await Edit("\"1\"")).ShouldBeOk();
        (await Edit("\"1\"")).Status.ShouldBe(412);

        Task<Answer> Edit(string? etag) =>
            service.Ask(
                HttpMethod.Put,
                $"/panel/{lawyer}",
                TestTokens.Provider(desk.Organisation),
                Desk.Member("New name"),
                etag
            );
    }
}
