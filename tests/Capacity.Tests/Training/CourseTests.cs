using System.Text.Json;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Training.Domain;

namespace ReferralNetwork.Capacity.Tests.Training;

/// <summary>What a course may say of itself, and the calendar of a centre.</summary>
public sealed class CourseTests
{
    [Theory]
    [InlineData("""{ "course": "sewing" }""")]
    [InlineData(
        """
            { "course": "sewing", "level": "basic", "languages": ["km", "vi"], "weeks": 260, "certificate": "national", "boarding": true, "childCare": false,
              "stipend": true, "screening": true, "prerequisites": ["reads-khmer", "own-tools"], "form": "apprenticeship", "employer": "ជាងកាត់ដេរ" }
            """
    )]
    public void A_course_says_what_it_is(string trade) => Check(trade).ShouldBeNull();

    [Theory]
    [InlineData("""{ "level": "basic" }""", "trade.course")]
    [InlineData("""{ "course": "sewing", "colour": "blue" }""", "trade")]
    [InlineData("""{ "course": "sewing", "startsAt": "2030-01-01T00:00:00Z" }""", "trade")]
    [InlineData("""{ "course": "sewing", "level": "best" }""", "trade.level")]
    [InlineData("""{ "course": "sewing", "languages": ["xx"] }""", "trade.languages")]
    [InlineData("""{ "course": "sewing", "languages": [] }""", "trade.languages")]
    [InlineData("""{ "course": "sewing", "weeks": 0 }""", "trade.weeks")]
    [InlineData("""{ "course": "sewing", "weeks": 261 }""", "trade.weeks")]
    [InlineData("""{ "course": "sewing", "weeks": 1.5 }""", "trade.weeks")]
    [InlineData("""{ "course": "sewing", "weeks": "4" }""", "trade.weeks")]
    [InlineData("""{ "course": "sewing", "certificate": true }""", "trade.certificate")]
    [InlineData("""{ "course": "sewing", "boarding": "yes" }""", "trade.boarding")]
    [InlineData("""{ "course": "sewing", "childCare": null }""", "trade.childCare")]
    [InlineData("""{ "course": "sewing", "stipend": 1 }""", "trade.stipend")]
    [InlineData("""{ "course": "sewing", "screening": "true" }""", "trade.screening")]
    [InlineData("""{ "course": "sewing", "prerequisites": ["id", "id"] }""", "trade.prerequisites")]
    [InlineData("""{ "course": "sewing", "form": "school" }""", "trade.form")]
    [InlineData("""{ "course": "sewing", "employer": "Example Garments" }""", "trade.employer")]
    [InlineData("""{ "course": "sewing", "form": "class", "employer": "Example Garments" }""", "trade.employer")]
    [InlineData("""{ "course": "sewing", "form": "apprenticeship", "employer": " " }""", "trade.employer")]
    [InlineData("""{ "course": "sewing", "form": "apprenticeship", "employer": "a\u0007" }""", "trade.employer")]
    public void What_is_wrong_is_named(string trade, string field) =>
        Check(trade).ShouldNotBeNull().Field.ShouldBe(field);

    [Theory]
    [InlineData("", null)]
    [InlineData("excused", null)]
    [InlineData("present", 100)]
    [InlineData("present,absent,absent", 33)]
    [InlineData("present,present,absent,excused", 67)]
    public void Days_she_was_excused_for_do_not_count(string marks, int? percent) =>
        Calendar.PercentPresent(marks.Split(',', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(percent);

    [Fact]
    public void A_day_is_Cambodias_and_a_month_is_the_calendars()
    {
        var late = new DateTimeOffset(2030, 11, 30, 17, 0, 0, TimeSpan.Zero);

        NetworkTime.DayOf(late.AddMinutes(-1)).ShouldBe(new DateOnly(2030, 11, 30));
        NetworkTime.DayOf(late).ShouldBe(new DateOnly(2030, 12, 1));
        Calendar.DueAt(late, 3).ShouldBe(new DateTimeOffset(2031, 2, 28, 17, 0, 0, TimeSpan.Zero));
    }

    private static (string Field, string Message)? Check(string trade) => Courses.Check(JsonElement.Parse(trade));
}
