using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Portal.Tests;

/// <summary>Days and hours as they are said in Phnom Penh, seven hours ahead of UTC.</summary>
public sealed class ClockTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 22, 16, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", 0, "today 23:30")]
    [InlineData("en", 1, "tomorrow 00:30")]
    [InlineData("en", -24, "yesterday 23:30")]
    [InlineData("en", 24 * 9, "1 December 2026, 23:30")]
    [InlineData("km", 0, "ថ្ងៃនេះ ម៉ោង ២៣:៣០")]
    [InlineData("km", 1, "ថ្ងៃស្អែក ម៉ោង ០០:៣០")]
    [InlineData("km", 24 * 9, "ថ្ងៃទី១ ខែធ្នូ ឆ្នាំ២០២៦ ម៉ោង ២៣:៣០")]
    public void An_hour_is_said_as_people_say_it(string language, int hoursOn, string said) =>
        In(language, clock => clock.Say(Evening.AddHours(hoursOn))).ShouldBe(said);

    [Theory]
    [InlineData("en", 30, "in 30 minutes")]
    [InlineData("en", -30, "overdue by 30 minutes")]
    [InlineData("en", 60 * 24 * 3, "in 3 days")]
    [InlineData("km", 180, "ក្នុង ៣ ម៉ោង ទៀត")]
    public void What_is_due_is_said_with_the_time_that_is_left(string language, int minutes, string said) =>
        In(language, clock => clock.Due(Evening.AddMinutes(minutes))).ShouldBe(said);

    [Fact]
    public void An_hour_typed_into_a_form_is_the_networks_own() =>
        In(
                "km",
                clock =>
                    clock
                        .Instant(new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Unspecified))
                        .UtcDateTime.ToString("o", CultureInfo.InvariantCulture)
            )
            .ShouldBe("2026-11-23T01:00:00.0000000Z");

    [Fact]
    public void A_form_is_given_the_hour_that_it_will_give_back() =>
        In(
                "en",
                clock =>
                    clock
                        .Instant(DateTime.Parse(clock.Field(Evening), CultureInfo.InvariantCulture))
                        .ToString("u", CultureInfo.InvariantCulture)
            )
            .ShouldBe(Evening.ToString("u", CultureInfo.InvariantCulture));

    private static string In(string language, Func<Clock, string> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        try
        {
            return say(new Clock(new Texts(), new FakeTimeProvider(Evening)));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
