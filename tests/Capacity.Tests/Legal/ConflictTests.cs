using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Tests.Legal;

/// <summary>A desk never stands on both sides, and no name stays with it.</summary>
[Collection(nameof(LegalDesks))]
public sealed class ConflictTests(LegalDesks service)
{
    [Fact]
    public async Task Whoever_is_a_client_in_another_matter_is_not_opposed()
    {
        var desk = await service.AddDesk();
        var (one, two) = (await service.Matter(desk), await service.Matter(desk));
        (await service.Conflict(desk, one, ["Sok Dara"], "Chan Vuthy")).ShouldBeFalse();

        (await service.Conflict(desk, two, ["Keo Mony"], "DARA sok")).ShouldBeTrue();
        (await service.Conflict(desk, two, ["Chan Vuthy"])).ShouldBeTrue();
        (await service.Conflict(desk, two, ["Sok Dara"], "Chan Vuthy")).ShouldBeFalse("the same side again");
        (await service.Conflict(desk, two, ["Keo Mony"], "keo mony")).ShouldBeTrue(
            "nobody is on both sides of one matter"
        );
    }

    [Fact]
    public async Task Another_check_of_the_matter_replaces_what_it_kept_and_a_conflict_keeps_nothing()
    {
        var desk = await service.AddDesk();
        var (one, two, three) = (await service.Matter(desk), await service.Matter(desk), await service.Matter(desk));
        (await service.Conflict(desk, one, ["Wrong Person"], "Chan Vuthy")).ShouldBeFalse();
        (await service.Conflict(desk, one, ["Sok Dara"], "Chan Vuthy")).ShouldBeFalse();
        (await service.Conflict(desk, two, ["Keo Mony"], "Wrong Person")).ShouldBeFalse();
        (await service.Conflict(desk, two, ["Chan Vuthy"], "Somebody Else")).ShouldBeTrue();

        (await service.Conflict(desk, three, ["Somebody Else"])).ShouldBeFalse();
        (await service.Conflict(desk, three, ["Wrong Person"])).ShouldBeTrue(
            "what the second matter's clean check had kept still counts"
        );
    }

    [Fact]
    public async Task Another_desk_knows_nothing_of_it_and_a_refused_matter_was_never_the_desks()
    {
        var (desk, other) = (await service.AddDesk(), await service.AddDesk());
        var (one, elsewhere, refused) = (
            await service.Matter(desk),
            await service.Matter(other),
            await service.Send([desk])
        );
        (await service.Conflict(desk, refused, ["Sok Dara"])).ShouldBeFalse("before acceptance too");
        (await service.Act(desk, refused, "reject")).ShouldBeOk();

        (await service.Conflict(desk, one, ["Keo Mony"], "Sok Dara")).ShouldBeFalse();
        (await service.Conflict(other, elsewhere, ["Sok Dara"])).ShouldBeFalse();
        var (mine, theirs) = (await Macs(desk), await Macs(other));
        mine.Intersect(theirs).ShouldBeEmpty("the same name under another key");
    }

    [Fact]
    public async Task Whoever_she_has_barred_does_not_learn_by_her_name_that_she_is_a_client_here()
    {
        var desk = await service.AddDesk();
        var (hers, another) = (await service.Matter(desk), await service.Matter(desk));
        (await service.Conflict(desk, hers, ["Sok Dara"])).ShouldBeFalse();
        var mark = service.Services.GetRequiredService<PersonMarks>().Of("colleague");
        await service.Deliver(
            new ReferralPlanChanged(hers, 1, 2, service.Kind, [desk.Pool], [mark], true, "caseworker-1", service.Now)
        );

        var asked = await service.Ask(
            HttpMethod.Post,
            $"/inbox/{service.AttemptOf(desk, another)}/conflict-check",
            TestTokens.Of(desk.Organisation, "colleague", [.. Codes.Kinds], Roles.Intake),
            new { client = new[] { "Keo Mony" }, opposing = new[] { "Sok Dara" } }
        );

        asked.ShouldBeOk().Body.GetProperty("conflict").GetBoolean().ShouldBeFalse();
        (await service.Conflict(desk, another, ["Keo Mony"], ["Sok Dara"])).ShouldBeTrue("others at the desk see it");
    }

    [Fact]
    public async Task Of_two_matters_turned_round_and_checked_at_once_one_is_a_conflict()
    {
        var desk = await service.AddDesk();
        var (one, two) = (await service.Matter(desk), await service.Matter(desk));

        var answers = await Task.WhenAll(
            service.Conflict(desk, one, ["Sok Dara"], "Keo Mony"),
            service.Conflict(desk, two, ["Keo Mony"], "Sok Dara")
        );

        answers.Count(conflict => conflict).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_finds_out_by_trying_names_whom_a_desk_has_as_a_client()
    {
        var desk = await service.AddDesk();
        var (probed, another) = (await service.Matter(desk), await service.Matter(desk));
        (await service.Conflict(desk, another, ["Sok Dara"])).ShouldBeFalse();
        for (var i = 0; i < 12; i++)
            (await service.Conflict(desk, probed, [$"Guess {(char)('A' + i)}"])).ShouldBeFalse();

        var refused = await service.Ask(
            HttpMethod.Post,
            $"/inbox/{service.AttemptOf(desk, probed)}/conflict-check",
            TestTokens.Provider(desk.Organisation),
            new { client = new[] { "Keo Mony" }, opposing = new[] { "Sok Dara" } }
        );
        (refused.Status, refused.Text("reason")).ShouldBe((429, "checks"));
        (await service.Conflict(desk, another, ["Keo Mony"])).ShouldBeFalse("the other matter is checked as before");

        service.Clock.Advance(TimeSpan.FromHours(24));
        (await service.Conflict(desk, probed, ["Guess A"])).ShouldBeFalse("a day later");
    }

    [Fact]
    public async Task The_desk_sees_which_matters_were_checked_and_what_the_last_check_said()
    {
        var desk = await service.AddDesk();
        var (clean, conflicting, unchecked_) = (
            await service.Matter(desk),
            await service.Matter(desk),
            await service.Matter(desk)
        );
        (await service.Conflict(desk, clean, ["Sok Dara"], "Chan Vuthy")).ShouldBeFalse();
        (await service.Conflict(desk, conflicting, ["Keo Mony"])).ShouldBeFalse();
        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await service.Conflict(desk, conflicting, ["Keo Mony"], "Sok Dara")).ShouldBeTrue();

        var lines = (await service.Get(desk, "/matters"))
            .ShouldBeOk()
            .Body.GetProperty("items")
            .EnumerateArray()
            .ToDictionary(line => service.ReferralOf(line), line => line.GetProperty("conflict").ToString());
        lines.ShouldBe(
            new Dictionary<Guid, string>
            {
                [clean] = "False",
                [conflicting] = "True",
                [unchecked_] = "",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task No_name_is_in_the_database_or_in_an_answer()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk);
        (await service.Conflict(desk, matter, ["Zyxwvu Qwerty"], "ដារ៉ាសុខា")).ShouldBeFalse();

        // Write-ahead log included.
        var connection = await service.Read(db => Task.FromResult(db.Database.GetConnectionString()!));
        var file = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(connection).DataSource;
        var bytes = string.Concat(
            Directory
                .GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")
                .Select(path => Encoding.UTF8.GetString(Bytes(path)))
        );
        bytes.ShouldContain(matter.ToString(), Case.Insensitive, "this is where it would be");
        foreach (var name in new[] { "Zyxwvu", "QWERTY", "ZYXWVUQWERTY", "ដារ៉ាសុខា" })
            bytes.Contains(name, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(name);
    }

    [Fact]
    public async Task What_is_no_name_and_too_many_names_are_refused_by_field_without_repeating_them()
    {
        var desk = await service.AddDesk();
        var matter = await service.Matter(desk);

        foreach (
            var (body, field) in new (object, string)[]
            {
                (new { opposing = new[] { "A" } }, "client"),
                (new { client = Array.Empty<string>() }, "client"),
                (new { client = Enumerable.Repeat("Zyx", 11) }, "client"),
                (new { client = new[] { "Zyx", "??" } }, "client[1]"),
                (new { client = new[] { "Zyx" }, opposing = Enumerable.Repeat("Zyx", 11) }, "opposing"),
            }
        )
        {
            var refused = await service.Ask(
                HttpMethod.Post,
                $"/inbox/{service.AttemptOf(desk, matter)}/conflict-check",
                TestTokens.Provider(desk.Organisation),
                body
            );
            refused.Status.ShouldBe(400);
            refused.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([field]);
            refused.Body.ToString().ShouldNotContain("Zyx");
        }
    }

    private Task<List<string>> Macs(House desk) =>
        service.Read(
            async (LegalAidDb db) =>
                (
                    await db
                        .ConflictMarks.AsNoTracking()
                        .Where(mark => mark.OrganisationId == desk.Organisation)
                        .ToListAsync()
                ).ConvertAll(mark => Convert.ToHexString(mark.Mac))
        );

    private static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
