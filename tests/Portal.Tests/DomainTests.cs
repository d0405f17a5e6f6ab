using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Pages;
using ReferralNetwork.Pages.Forms;
using ReferralNetwork.Portal.Domain;
using ReferralNetwork.Training.Domain;
using ReferralNetwork.Training.Pages;

namespace ReferralNetwork.Portal.Tests;

public sealed class DomainTests
{
    [Fact]
    public void Whatever_the_state_table_leads_to_somebody_is_said_to_act_next()
    {
        foreach (var row in AttemptTable.Rows)
        foreach (
            var business in row.Business is { } one
                ? [one]
                : Codes.RejectReasons.Concat(Codes.Outcomes).Append(Business.Left)
        )
            NextStep
                .Of(row.To, business, closed: false)
                .Key.ShouldNotBeNullOrEmpty($"{row.Action} -> {row.To}/{business}");
    }

    [Theory]
    [InlineData(Status.Requested, Business.Sent, "Network", "asking")]
    [InlineData(Status.Requested, Business.AssessmentNeeded, "Provider", "assess")]
    [InlineData(Status.Requested, Business.HoldEnded, "Provider", "hold-ended")]
    [InlineData(Status.Received, Business.Held, "Provider", "answer")]
    [InlineData(Status.OnHold, Business.Waitlisted, "Provider", "waiting")]
    [InlineData(Status.Accepted, Business.Accepted, "You", "bring")]
    [InlineData(Status.Ready, Business.Scheduled, "You", "scheduled")]
    [InlineData(Status.InProgress, Business.Arrived, "Provider", "with-them")]
    [InlineData(Status.Completed, "helped", "You", "confirm")]
    [InlineData(Status.Completed, Business.Missing, "You", "missing")]
    [InlineData(Status.Failed, Business.NotArrived, "You", "not-arrived")]
    [InlineData(Status.Failed, Business.NoProvider, "You", "again")]
    [InlineData(Status.Cancelled, Business.Withdrawn, "Nobody", "ended")]
    public void Who_acts_next_is_said(string status, string business, string who, string key)
    {
        var step = NextStep.Of(status, business, closed: false);

        (step.Who.ToString(), step.Key).ShouldBe((who, key));
    }

    [Theory]
    [InlineData(Status.Received, "overbooked", "overfull")]
    [InlineData(Status.Ready, "suspended", "suspended")]
    [InlineData(Status.InProgress, "suspended", "suspended-stay")]
    public void A_promise_that_does_not_hold_is_an_alarm_of_the_one_who_sent_her(
        string status,
        string reason,
        string key
    ) => NextStep.Of(status, Business.Held, closed: false, reason).ShouldBe(new NextStep(Who.You, key, IsAlarm: true));

    [Theory]
    [InlineData(Status.InProgress, "overbooked")]
    [InlineData(Status.Completed, "suspended")]
    [InlineData(Status.Received, null)]
    public void What_is_over_or_was_kept_alarms_nobody(string status, string? reason) =>
        NextStep.Of(status, Business.Held, closed: false, reason).IsAlarm.ShouldBeFalse();

    [Fact]
    public void The_hour_that_was_agreed_comes_before_the_deadline_behind_it()
    {
        var (meeting, deadline) = (DateTimeOffset.UnixEpoch.AddHours(2), DateTimeOffset.UnixEpoch.AddHours(14));

        Due.Of(Status.Ready, null, deadline, meeting).ShouldBe(meeting);
        Due.Of(Status.Accepted, null, deadline).ShouldBe(deadline);
    }

    [Fact]
    public void Nobody_acts_once_the_outcome_is_confirmed() =>
        NextStep.Of(Status.Completed, Business.Confirmed, closed: true).ShouldBe(new NextStep(Who.Nobody, "closed"));

    [Fact]
    public void A_course_is_written_back_as_it_was_read_and_what_the_form_does_not_know_stays()
    {
        var course = JsonNode
            .Parse(
                """
                { "course": "sewing", "level": "basic", "languages": ["km"], "weeks": 12, "certificate": "national", "boarding": true, "screening": true,
                  "prerequisites": ["id"], "form": "apprenticeship", "employer": "Example Garments" }
                """
            )!
            .AsObject();
        Courses.Check(JsonSerializer.SerializeToElement(course)).ShouldBeNull();
        var written = course.DeepClone().AsObject();

        CourseFields.Of(course).Write(written);

        JsonNode.DeepEquals(written, course).ShouldBeTrue(written.ToJsonString());
        new CourseFields { Weeks = "១២" }.Write(written);
        written.ToJsonString().ShouldBe("""{"course":"sewing","weeks":12}""");
    }

    [Fact]
    public void The_map_has_a_tile_for_every_province_and_none_above_another()
    {
        TileMap
            .Tiles.Select(tile => tile.Province)
            .ShouldBe(Enumerable.Range(1, 25).Select(code => $"{code:00}"), ignoreOrder: true);
        TileMap.Tiles.Select(tile => (tile.Column, tile.Row)).ShouldBeUnique();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(137)]
    public void Every_number_of_a_map_has_the_shade_that_its_legend_says(int most)
    {
        TileMap.Shades(3).ShouldBeEmpty("nothing so small is shown");
        TileMap.Shades(most).Select(shade => shade.Step).ShouldBeInOrder();
        foreach (var count in Enumerable.Range(5, most - 4))
            TileMap
                .Shades(most)
                .Single(shade => shade.From <= count && count <= shade.To)
                .Step.ShouldBe(TileMap.Step(count, most));
    }

    [Theory]
    [InlineData("16", 16)]
    [InlineData(" 7 ", 7)]
    [InlineData("១៦", 16)]
    [InlineData("0.5", 0.5)]
    [InlineData("០,៥", 0.5)]
    public void Ages_are_read_as_people_type_them(string typed, double age) =>
        Numbers.Read(typed).ShouldBe((decimal)age);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-1")]
    [InlineData("sixteen")]
    [InlineData("1e3")]
    [InlineData("1 6")]
    public void What_is_no_number_is_not_made_one(string? typed) => Numbers.Read(typed).ShouldBeNull();

    [Fact]
    public void A_count_is_a_whole_number()
    {
        Numbers.Whole("១២").ShouldBe(12);
        Numbers.Whole("1.5").ShouldBeNull();
        Numbers.Whole("99999999999").ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-11-22T18:30", "2026-11-22T18:30")]
    [InlineData("05/12/2026 08:00", "2026-12-05T08:00")]
    [InlineData("០៥/១២/២០២៦ ០៨:០០", "2026-12-05T08:00")]
    [InlineData("12/25/2026 08:00", null)]
    [InlineData("tomorrow", null)]
    [InlineData(null, null)]
    public void An_hour_is_read_with_the_day_before_the_month(string? typed, string? hour) =>
        FormDates
            .ParseDateTime(typed)
            ?.ToString("yyyy-MM-dd'T'HH:mm", global::System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(hour);

    [Fact]
    public void Not_at_all_beside_a_way_is_no_contact_rule()
    {
        new ContactInput { Channels = ["none", "call"] }.Contradicts.ShouldBeTrue();
        new ContactInput { Channels = ["none"] }.Contradicts.ShouldBeFalse();
        new ContactInput { Channels = ["call", "sms"] }.Contradicts.ShouldBeFalse();
        new ContactInput { Way = " ", Channels = ["call"] }.Rule.ShouldBeNull();
    }

    [Fact]
    public void The_consent_is_worded_alike_in_each_language()
    {
        var english = ConsentTexts.In("en");
        english.Count.ShouldBeGreaterThan(4);
        foreach (var language in ConsentTexts.Languages.Keys)
            ConsentTexts.In(language).Count.ShouldBe(english.Count, language);
    }

    [Theory]
    [
        InlineData("16", 16),
        InlineData("១៦", 16),
        InlineData("\u200b16\u200b", 16),
        InlineData(" 16\u00a0", 16),
        InlineData("0", 0)
    ]
    [
        InlineData("1.000", 1000),
        InlineData("1,000", 1000),
        InlineData("1 000", 1000),
        InlineData("១.០០០", 1000),
        InlineData("1,234,567", 1234567)
    ]
    [
        InlineData("1.5", null),
        InlineData("1.00", null),
        InlineData("1.0000", null),
        InlineData("1.000,000", null),
        InlineData("", null),
        InlineData("x", null),
        InlineData("99999999999", null)
    ]
    public void A_whole_number_is_read_as_it_is_meant(string typed, int? number) =>
        Numbers.Whole(typed).ShouldBe(number);

    [Theory]
    [
        InlineData("24", "24"),
        InlineData("0.5", "0.5"),
        InlineData("0,5", "0.5"),
        InlineData("១.៥", "1.5"),
        InlineData("\u200b24", "24"),
        InlineData("1.25", "1.25")
    ]
    [
        InlineData("1,000", null),
        InlineData("1.000", null),
        InlineData("1 000", null),
        InlineData("-1", null),
        InlineData("", null)
    ]
    public void An_age_is_never_a_thousand(string typed, string? number) =>
        Numbers
            .Read(typed)
            .ShouldBe(number is null ? null : decimal.Parse(number, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [
        InlineData("2026-11-30T18:30"),
        InlineData("2026\u201111\u201130 18:30"),
        InlineData("30/11/2026\u00a018:30"),
        InlineData("\u200b៣០/១១/២០២៦ ១៨:៣០\u200b")
    ]
    public void A_day_and_hour_is_read_without_what_nobody_sees(string typed)
    {
        FormDates.ParseDateTime(typed).ShouldBe(new DateTime(2026, 11, 30, 18, 30, 0));
        FormDates
            .ParseDay(typed.Replace("T", " ", StringComparison.Ordinal).Replace('\u00a0', ' ').Split(' ')[0] + "\u00a0")
            .ShouldBe(new DateTime(2026, 11, 30));
    }
}
