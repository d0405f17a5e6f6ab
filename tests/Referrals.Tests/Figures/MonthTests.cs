using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Tests.Figures;

public sealed class MonthTests
{
    [Fact]
    public void A_month_begins_at_midnight_in_Cambodia()
    {
        var october = Month.Parse("2026-10")!.Value;
        october.From.ShouldBe(new DateTimeOffset(2026, 9, 30, 17, 0, 0, TimeSpan.Zero));
        october.Until.ShouldBe(new DateTimeOffset(2026, 10, 31, 17, 0, 0, TimeSpan.Zero));
        Month.Of(october.From).ShouldBe(october);
        Month.Of(october.From.AddTicks(-1)).ToString().ShouldBe("2026-09");
        Month.Of(october.Until).ShouldBe(october.Next);
        Month.Parse("2026-12")!.Value.Next.ToString().ShouldBe("2027-01");
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("2026-10-01")]
    [InlineData(" 2026-10")]
    [InlineData("0001-01")]
    [InlineData("9999-12")]
    [InlineData("២០២៦-១០")]
    [InlineData("")]
    public void Nothing_else_is_a_month(string text) => Month.Parse(text).ShouldBeNull();
}
