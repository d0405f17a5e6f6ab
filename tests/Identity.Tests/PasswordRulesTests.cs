using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Tests;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("thunder-lamp-46-river")]
    [InlineData("ផ្កាយ ទឹក ដីឡូត៍ ស្វាយ")]
    [InlineData("Xk9v2mQp7rTw")]
    [InlineData("long enough password")]
    public void A_good_one(string password) =>
        PasswordRules.Broken(password, "sok.dara", "Network Office").ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eleven char")]
    [InlineData("ខ្មែរខ្មែរ")]
    public void Too_short(string? password) => PasswordRules.Broken(password).ShouldBe("length");

    [Fact]
    public void Too_long() =>
        PasswordRules.Broken(string.Concat(Enumerable.Range(0, 43).Select(i => $"w{i:00}"))).ShouldBe("length");

    [Fact]
    public void A_control_character() => PasswordRules.Broken("correct horse\0battery").ShouldBe("control");

    [Theory]
    [InlineData("password1234")]
    [InlineData("Password2026!")]
    [InlineData("!!!!Princess99")]
    [InlineData("1234qwertyuiop")]
    [InlineData("123456789012")]
    [InlineData("abcdefghijkl")]
    [InlineData("lkjihgfedcba")]
    [InlineData("qwertyuiop12")]
    [InlineData("qwertyuiopasdf")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("កខគឃងចឆជឈញដឋ")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcabcabcabca")]
    [InlineData("dara55dara55")]
    [InlineData("my Sok.Dara 77")]
    [InlineData("sokdara-the-best")]
    [InlineData("network office!!")]
    [InlineData("ការិយាល័យបណ្តាញ១២")]
    public void Among_the_first_that_guessers_try(string password) =>
        PasswordRules.Broken(password, "sok.dara", "Network Office", "ការិយាល័យបណ្តាញ").ShouldBe("known");

    [Fact]
    public void A_short_name_forbids_nothing() =>
        PasswordRules.Broken("correct abc battery", "abc", null).ShouldBeNull();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 3)]
    [InlineData(6, 6)]
    [InlineData(10, 18)]
    public void How_long_one_waits_who_guessed_so_often(int wrong, int minutes)
    {
        var (budget, now) = (GuessBudget.AccountAtAddress, DateTimeOffset.UnixEpoch);
        DateTimeOffset? spent = null;
        for (var i = 0; i < wrong; i++)
            spent = budget.Spend(spent, now);

        budget.Allows(spent, now.AddMinutes(minutes)).ShouldBeTrue();
        if (minutes > 0)
            budget.Allows(spent, now.AddMinutes(minutes).AddSeconds(-1)).ShouldBeFalse();
    }

    [Fact]
    public void A_code_is_read_however_it_was_copied()
    {
        var code = OneTimeCode.New();
        code.ShouldMatch("^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$");

        var hash = OneTimeCode.Hash(code);
        hash.ShouldNotBeNull();
        OneTimeCode.Hash(code.ToLowerInvariant().Replace('-', ' ')).ShouldBe(hash);
        OneTimeCode.Hash(code.Replace('0', 'o').Replace('1', 'l')).ShouldBe(hash);
        foreach (var none in new[] { null, "", code[1..], code + "A", "ក" + code[1..], "U" + code[1..] })
            OneTimeCode.Hash(none).ShouldBeNull();
    }
}
