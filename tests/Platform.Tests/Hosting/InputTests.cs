using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Platform.Tests;

/// <summary>Bad input names its field, as far as the body's type knows the name, and nothing of it is kept or
/// repeated.</summary>
public sealed class InputTests(HostedNotes notes) : IClassFixture<HostedNotes>
{
    private readonly Host _notes = notes.Host;

    [Theory]
    [InlineData("""{ "text": "x", "number": "SECRET" }""", "number")]
    [InlineData("""{ "text": "x", "number": "1" }""", "number")]
    [InlineData("""{ "text": "x", "number": 1.5 }""", "number")]
    [InlineData("""{ "text": "x", "number": 99999999999 }""", "number")]
    [InlineData("""{ "text": ["SECRET"], "number": 1 }""", "text")]
    [InlineData("""{ "text": "x", "number": 1, "owner": { "age": "SECRET" } }""", "owner.age")]
    [InlineData("""{ "text": "x", "number": 1, "owner": "SECRET" }""", "owner")]
    [InlineData("""{ "text": "x", "number": 1, "pages": [1, "SECRET"] }""", "pages[1]")]
    [InlineData("""{ "text": "x", "number": 11 }""", "number")]
    [InlineData("""{ "text": "x" }""", "number")]
    [InlineData("""{ "number": 1 }""", "text")]
    [InlineData("""{ "text": null, "number": 1 }""", "text")]
    [InlineData("""{ "text": "  ", "number": 1 }""", "text")]
    [InlineData("""{ "text": "SECRET \u0000", "number": 1 }""", "text")]
    [InlineData("""{ "text": "SECRET \u001b", "number": 1 }""", "text")]
    [InlineData("""{ "text": "x", "number": 1, "owner": { "age": 121 } }""", "owner.age")]
    [InlineData("""{ "text": "x", "number": 1, "SECRET": "SECRET" }""", "body")]
    [InlineData("""{ "text": "x", "number": 1, "owner": { "SECRET": 1 } }""", "owner")]
    [InlineData("""{ "text": "x", "number": 1, "text": "SECRET" }""", "text")]
    [InlineData("""{ "text": "\u200b\u2060", "number": 1 }""", "text")]
    [InlineData("""{ "text": "\u3164", "number": 1 }""", "text")]
    [InlineData("""{ "text": "\u00ad", "number": 1 }""", "text")]
    [InlineData("""{ "text": "...", "number": 1 }""", "text")]
    [InlineData("""{ "text": "SECRET \u202e", "number": 1 }""", "text")]
    [InlineData("""{ "text": "SECRET \u200f", "number": 1 }""", "text")]
    [InlineData("""{ "text": "x", "number": 1, "owner": { "name": "SECRET \u2066" } }""", "owner.name")]
    [InlineData("""{ "text": "x", "number": 1, "kept": { "deep": ["SECRET \u202e"] } }""", "kept")]
    [InlineData("[]", "body")]
    [InlineData("SECRET", "body")]
    [InlineData("""{ "text": "SECRET """, "text")]
    [InlineData("null", "body")]
    [InlineData("", "body")]
    public async Task Bad_input_names_its_field_and_repeats_no_value(string json, string field)
    {
        var answer = await _notes.PostText("/notes", json);

        answer.Status.ShouldBe(400, answer.Text);
        answer.Fields.ShouldBe([field], answer.Text);
        ProblemTests.IsProblem(answer);
        answer.Text.ShouldNotContain("SECRET");
        (await _notes.Read(db => db.Notes.CountAsync())).ShouldBe(0);
        notes.World.Logs.Text.ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task All_bad_fields_are_named_together() =>
        (await _notes.PostText("/notes", "{}")).Fields.ShouldBe(["text", "number"], ignoreOrder: true);

    [Theory]
    [InlineData("2026-11-30T08:00:00")]
    [InlineData("2026-11-30T08:00")]
    [InlineData("2026-11-30")]
    [InlineData("2026-11-30 08:00:00Z")]
    [InlineData("2026-11-30T08:00:00+07")]
    [InlineData("2026-02-30T08:00:00Z")]
    [InlineData("30/11/2026")]
    public async Task A_time_without_an_offset_is_refused_by_name(string at)
    {
        var answer = await _notes.PostText("/notes", $$"""{ "text": "x", "number": 1, "at": "{{at}}" }""");

        (answer.Status, answer.Fields.Single()).ShouldBe((400, "at"), answer.Text);
        answer.Text.ShouldContain("2026-11-30T08:00:00+07:00", Case.Sensitive, "the form that is taken");
    }

    [Theory]
    [InlineData("2026-11-30T08:00:00Z")]
    [InlineData("2026-11-30T08:00:00.1234567+07:00")]
    [InlineData("2026-11-30t08:00:00z")]
    public void A_time_with_an_offset_is_taken(string at)
    {
        var json = new System.Text.Json.JsonSerializerOptions();
        ServiceHost.Strict(json);
        var read = System.Text.Json.JsonSerializer.Deserialize<DateTimeOffset>($"\"{at}\"", json);
        (read.Year, read.Hour).ShouldBe((2026, 8));
        System.Text.Json.JsonSerializer.Serialize(read, json).ShouldBe(System.Text.Json.JsonSerializer.Serialize(read));
    }
}
