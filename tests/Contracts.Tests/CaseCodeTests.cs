namespace ReferralNetwork.Contracts.Tests;

public sealed class CaseCodeTests
{
    private const int Many = 10_000;

    private static readonly List<string> Codes = [.. Enumerable.Range(0, Many).Select(_ => CaseCode.New())];

    [Fact]
    public void A_code_is_two_groups_of_four_in_letters_that_are_not_misheard() =>
        Codes.ShouldAllBe(code =>
            System.Text.RegularExpressions.Regex.IsMatch(code, "^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")
        );

    [Fact]
    public void Codes_do_not_repeat() => Codes.Distinct().Count().ShouldBe(Many);

    // 8 places of 32 signs are 40 bits, if each sign comes up at each place as often as any other.
    [Fact]
    public void Each_place_of_a_code_is_any_of_32_signs_alike()
    {
        foreach (var place in new[] { 0, 1, 2, 3, 5, 6, 7, 8 })
        {
            var counts = Codes.GroupBy(code => code[place]).Select(g => g.Count()).ToList();
            counts.Count.ShouldBe(32);
            // 312 expected, standard deviation 17: eight of them.
            counts.ShouldAllBe(n => Math.Abs(n - (Many / 32)) < 140);
        }
    }
}
