namespace ReferralNetwork.Contracts.Tests;

public sealed class AgeBandTests
{
    [Theory]
    [
        InlineData(0, "0-2"),
        InlineData(2, "0-2"),
        InlineData(3, "3-5"),
        InlineData(5, "3-5"),
        InlineData(6, "6-11"),
        InlineData(11, "6-11")
    ]
    [
        InlineData(12, "12-14"),
        InlineData(14, "12-14"),
        InlineData(15, "15-17"),
        InlineData(17, "15-17"),
        InlineData(18, "18-24")
    ]
    [
        InlineData(24, "18-24"),
        InlineData(25, "25-59"),
        InlineData(31, "25-59"),
        InlineData(59, "25-59"),
        InlineData(60, "60+"),
        InlineData(120, "60+")
    ]
    public void An_age_falls_into_one_band(int age, string band) => AgeBand.Of(age).ShouldBe(band);

    [Fact]
    public void The_ages_of_a_band_are_those_that_fall_into_it()
    {
        foreach (var band in AgeBand.All)
        {
            var (youngest, oldest) = AgeBand.Ages(band);
            (
                AgeBand.Of(youngest),
                AgeBand.Of(oldest),
                youngest == 0 || AgeBand.Of(youngest - 1) != band,
                band == "60+" || AgeBand.Of(oldest + 1) != band
            ).ShouldBe((band, band, true, true), band);
        }
    }
}
