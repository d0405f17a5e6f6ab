using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>Who rings a hotline, and what is kept of it.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class CallTests(ServiceUnderTest service)
{
    private const string Typed = "(+855) 00 123\u2011987";
    private const string Number = "+85500123987";
    private readonly Guid _organisation = Guid.NewGuid();
    private string Mine => TestTokens.Caseworker(_organisation);

    [Fact]
    public async Task A_third_party_is_counted_and_nothing_else_becomes_of_it()
    {
        var referrals = await service.Read(db => db.Referrals.CountAsync());

        var call = (await Note(new { caller = "third-party", kind = "shelter" })).Expect(201).Body;
        (call.GetProperty("kind").GetString(), call.GetProperty("number").ValueKind).ShouldBe(
            ("shelter", JsonValueKind.Null)
        );

        (await Counts("today")).ShouldBe((0, 1, 0));
        (await Open()).ShouldBeEmpty("there is nobody to call back");
        (await service.Read(db => db.Referrals.CountAsync())).ShouldBe(referrals);
        (
            await service.Read(db => db.Calls.SingleAsync(c => c.OrganisationId == _organisation))
        ).SealedNumber.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{ "caller": "third-party", "number": "+855 00 123 987" }""", "number")]
    [InlineData("""{ "caller": "survivor", "number": "+855 00 123 987" }""", "number")]
    [InlineData("""{ "caller": "dropped", "number": "ask for Sokha" }""", "number")]
    [InlineData("""{ "caller": "dropped", "number": "12345678901234567890" }""", "number")]
    [InlineData("""{ "caller": "dropped", "number": "\u200b" }""", "number")]
    [InlineData("""{ "caller": "dropped", "number": "012 345 Sokha 678" }""", "number")]
    [InlineData("""{ "caller": "dropped", "kind": "shelter" }""", "kind")]
    [InlineData("""{ "caller": "dropped", "province": "01" }""", "province")]
    [InlineData("""{ "caller": "survivor", "province": "98" }""", "province")]
    [InlineData("""{ "caller": "somebody" }""", "caller")]
    [InlineData("""{ "kind": "shelter" }""", "caller")]
    public async Task What_is_not_to_be_kept_is_refused_and_not_repeated(string body, string field)
    {
        var refused = (await Note(JsonElement.Parse(body))).Expect(400).Body;

        refused.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue(refused.ToString());
        refused.ToString().ShouldNotContain("123 987");
        refused.ToString().ShouldNotContain("Sokha");
        (await service.Read(db => db.Calls.AnyAsync(c => c.OrganisationId == _organisation))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_number_to_call_back_is_read_by_its_organisation_alone_and_sealed_where_it_lies()
    {
        var id = await Dropped();

        (await Open()).ShouldHaveSingleItem().GetProperty("number").GetString().ShouldBe(Number);
        foreach (
            var stranger in new[]
            {
                TestTokens.Caseworker(),
                TestTokens.For(Guid.NewGuid(), Roles.Caseworker, Roles.Intake),
            }
        )
        {
            (await service.Get("/api/calls", stranger)).Expect(200).Items.ShouldBeEmpty();
            (await service.Get("/api/calls/count", stranger))
                .Expect(200)
                .Body.GetProperty("last7Days")
                .GetProperty("dropped")
                .GetInt32()
                .ShouldBe(0);
            (await CalledBack(id, stranger)).Expect(404);
        }
        foreach (var file in service.Files())
            File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Number)).ShouldBe(-1, file);
        (await Open()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Called_back_the_number_is_gone_at_once_and_for_everybody()
    {
        var id = await Dropped();
        var kept = (await Sealed(id))!;

        (await CalledBack(id, Mine)).Expect(204);

        (await Open()).ShouldBeEmpty();
        var call = (await service.Get("/api/calls", Mine)).Expect(200).Items.ShouldHaveSingleItem();
        (call.GetProperty("number").ValueKind, call.GetProperty("calledBackAt").ValueKind).ShouldBe(
            (JsonValueKind.Null, JsonValueKind.String)
        );
        (await Sealed(id)).ShouldBeNull();
        foreach (var file in service.Files())
            File.ReadAllBytes(file).AsSpan().IndexOf(kept).ShouldBe(-1, $"what was sealed is still in {file}");
        (await CalledBack(id, Mine)).Expect(409);
        (await Counts("today")).ShouldBe((0, 0, 1), "that she rang is still counted");
    }

    [Fact]
    public async Task After_a_day_the_number_is_not_shown_and_then_destroyed()
    {
        var id = await Dropped();
        var kept = (await Sealed(id))!;
        service.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        await service.Look();
        (await Open()).ShouldHaveSingleItem().GetProperty("number").GetString().ShouldBe(Number);

        service.Clock.Advance(TimeSpan.FromMinutes(1));

        (await Open()).ShouldBeEmpty("nobody came by yet, and it is not shown all the same");
        (await service.Get("/api/calls", Mine))
            .Expect(200)
            .Items.ShouldHaveSingleItem()
            .GetProperty("number")
            .ValueKind.ShouldBe(JsonValueKind.Null);
        (await CalledBack(id, Mine)).Expect(409);
        await service.Look();
        (await Sealed(id)).ShouldBeNull();
        foreach (var file in service.Files())
            File.ReadAllBytes(file).AsSpan().IndexOf(kept).ShouldBe(-1, $"what was sealed is still in {file}");
    }

    [Fact]
    public async Task A_call_that_is_noted_twice_is_one_and_no_hash_of_its_number_is_kept()
    {
        var key = Guid.NewGuid().ToString();
        var first = (await Note(new { caller = "dropped", number = Typed }, key))
            .Expect(201)
            .Body.GetProperty("id")
            .GetGuid();

        (await Note(new { caller = "dropped", number = Typed }, key))
            .Expect(201)
            .Body.GetProperty("id")
            .GetGuid()
            .ShouldBe(first);
        // A hash would tell the two apart.
        (await Note(new { caller = "dropped", number = "+855 00 123 988" }, key))
            .Expect(201)
            .Body.GetProperty("number")
            .GetString()
            .ShouldBe(Number);
        (await Note(new { caller = "survivor" }, key)).Expect(409);
        (await Open()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Calls_are_counted_by_who_rang_today_and_in_seven_days()
    {
        (await Note(new { caller = "survivor", kind = "shelter" })).Expect(201);
        (await Note(new { caller = "dropped" })).Expect(201);
        (await Open()).ShouldBeEmpty("it left no number");
        (await Counts("today")).ShouldBe((1, 0, 1));

        service.Clock.Advance(TimeSpan.FromDays(1));
        (await Note(new { caller = "third-party" })).Expect(201);
        (await Counts("today")).ShouldBe((0, 1, 0));
        (await Counts("last7Days")).ShouldBe((1, 1, 1));

        service.Clock.Advance(TimeSpan.FromDays(6));
        (await Counts("last7Days")).ShouldBe((0, 1, 0));
    }

    [Fact]
    public async Task The_next_shift_reads_what_the_last_one_left_and_after_two_days_it_is_gone()
    {
        const string note = "the house in the north takes nobody tonight";
        (await service.Ask(HttpMethod.Post, "/api/shift-notes", Mine, new { note = "the one before" })).Expect(201);
        service.Clock.Advance(TimeSpan.FromHours(8));
        (await service.Ask(HttpMethod.Post, "/api/shift-notes", Mine, new { note })).Expect(201);

        (await service.Get("/api/shift-notes?limit=1", Mine))
            .Expect(200)
            .Items.ShouldHaveSingleItem()
            .GetProperty("note")
            .GetString()
            .ShouldBe(note);
        (await service.Get("/api/shift-notes", TestTokens.Caseworker())).Expect(200).Items.ShouldBeEmpty();
        foreach (var file in service.Files())
            File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(note)).ShouldBe(-1, file);

        service.Clock.Advance(TimeSpan.FromHours(48));
        (await service.Get("/api/shift-notes", Mine))
            .Expect(200)
            .Items.ShouldBeEmpty("not shown, though nobody has come by");
        (await service.Read(db => db.ShiftNotes.CountAsync(h => h.OrganisationId == _organisation))).ShouldBe(2);
        await service.Look();
        (await service.Read(db => db.ShiftNotes.CountAsync(h => h.OrganisationId == _organisation))).ShouldBe(0);
    }

    [Fact]
    public async Task The_newest_call_comes_first_page_by_page()
    {
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await Dropped();
            service.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var first = (await service.Get("/api/calls?open=true&limit=2", Mine)).Expect(200);
        first.Items.Select(c => c.GetProperty("at").GetDateTimeOffset()).ShouldBeInOrder(SortDirection.Descending);
        (
            await service.Get(
                $"/api/calls?open=true&limit=2&cursor={first.Body.GetProperty("nextCursor").GetString()}",
                Mine
            )
        )
            .Expect(200)
            .Items.ShouldHaveSingleItem()
            .GetProperty("at")
            .GetDateTimeOffset()
            .ShouldBeLessThan(first.Items[1].GetProperty("at").GetDateTimeOffset());
    }

    private Task<Answer> Note(object body, string? key = null) =>
        service.Ask(HttpMethod.Post, "/api/calls", Mine, body, key: key);

    private async Task<Guid> Dropped() =>
        (await Note(new { caller = "dropped", number = Typed })).Expect(201).Body.GetProperty("id").GetGuid();

    private Task<Answer> CalledBack(Guid id, string who) =>
        service.Ask(HttpMethod.Post, $"/api/calls/{id}/called-back", who);

    private async Task<IReadOnlyList<JsonElement>> Open() =>
        (await service.Get("/api/calls?open=true", Mine)).Expect(200).Items;

    private Task<byte[]?> Sealed(Guid id) =>
        service.Read(db => db.Calls.Where(c => c.Id == id).Select(c => c.SealedNumber).SingleAsync());

    private async Task<(int Survivor, int ThirdParty, int Dropped)> Counts(string of)
    {
        var counts = (await service.Get("/api/calls/count", Mine)).Expect(200).Body.GetProperty(of);
        return (
            counts.GetProperty("survivor").GetInt32(),
            counts.GetProperty("third-party").GetInt32(),
            counts.GetProperty("dropped").GetInt32()
        );
    }
}
