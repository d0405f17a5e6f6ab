using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Platform.Tests.Writing;

/// <summary>However a number was typed, it is kept in one form; what can ring nowhere is refused.</summary>
public sealed class TelephoneTests
{
    [Theory]
    [InlineData("012 345 678", "+85512345678")]
    [InlineData("+855 12 345 678", "+85512345678")]
    [InlineData("(+855) 12 345 678", "+85512345678")]
    [InlineData("+855 (0)12 345 678", "+85512345678")]
    [InlineData("855 12 345 678", "+85512345678")]
    [InlineData("00855 12 345 678", "+85512345678")]
    [InlineData("012-345-678", "+85512345678")]
    [InlineData("012.345.678", "+85512345678")]
    [InlineData("012/345 678", "+85512345678")]
    [InlineData("\u17E0\u17E1\u17E2 \u17E3\u17E4\u17E5 \u17E6\u17E7\u17E8", "+85512345678")]
    [InlineData("012\u00A0345\u202F678", "+85512345678")]
    [InlineData("012\u2011345\u2013678", "+85512345678")]
    [InlineData("\u200B012\u200B345 678\u200B", "+85512345678")]
    [InlineData("\u202A+855 12 345 678\u202C", "+85512345678")]
    [InlineData("\uFF0B855\uFF11\uFF12345678", "+85512345678")]
    [InlineData("097 123 4567", "+855971234567")]
    [InlineData("023 123 456", "+85523123456")]
    [InlineData("+66 81 234 5678", "+66812345678")]
    [InlineData("+84 91 234 56 78", "+84912345678")]
    [InlineData("+855 00 000 199", "+85500000199")]
    [InlineData("(+855) 00 000 199", "+85500000199")]
    [InlineData("855\u00A000\u2011000\u2011199", "+85500000199")]
    public void A_number_has_one_standard_form(string typed, string standard)
    {
        Telephone.Standard(typed).ShouldBe(standard);
        Telephone.Standard(Telephone.Show(standard)).ShouldBe(standard, "what is shown can be typed");
    }

    [Theory]
    [InlineData("+85512345678", "012 345 678")]
    [InlineData("+855971234567", "097 123 4567")]
    [InlineData("+66812345678", "+66 81 234 5678")]
    [InlineData("+85500000199", "+855 00 000 199")]
    public void A_number_is_shown_as_people_write_it(string standard, string shown) =>
        Telephone.Show(standard).ShouldBe(shown);

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("117")]
    [InlineData("12345678901234567890")]
    [InlineData("+85512345678901234")]
    [InlineData("+855 12")]
    [InlineData("+999 12 345 678")]
    [InlineData("call Sok 012 345 678")]
    [InlineData("012 345 678 ext 5")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("012 345 678;012 345 679")]
    [InlineData("House 5, Road 12")]
    [InlineData("+")]
    [InlineData("++855 12 345 678")]
    public void What_can_be_no_number_is_refused(string typed) => Telephone.Standard(typed).ShouldBeNull();
}
