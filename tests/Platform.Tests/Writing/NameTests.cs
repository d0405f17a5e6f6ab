using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Platform.Tests.Writing;

/// <summary>Names as people see them: what looks the same is one name, however it was typed.</summary>
public sealed class NameTests
{
    /// <summary>Written in escapes: most of these pairs cannot be told apart on a screen.</summary>
    public static readonly TheoryData<string, string, string> Same = new()
    {
        { "coeng da and coeng ta", "\u1780\u178E\u17D2\u178A\u17B6\u179B", "\u1780\u178E\u17D2\u178F\u17B6\u179B" },
        { "oe in one and in two", "\u1787\u17BE\u1784", "\u1787\u17C1\u17B8\u1784" },
        { "oe in two, the other way round", "\u1787\u17BE\u1784", "\u1787\u17B8\u17C1\u1784" },
        { "oo in one and in two", "\u179F\u17C4\u1797\u17B6", "\u179F\u17C1\u17B6\u1797\u17B6" },
        { "a vowel before the coeng", "\u179F\u17D2\u179A\u17B8", "\u179F\u17B8\u17D2\u179A" },
        {
            "coeng ro before another coeng",
            "\u179F\u17D2\u178F\u17D2\u179A\u17B8",
            "\u179F\u17D2\u179A\u17D2\u178F\u17B8"
        },
        { "nikahit before its vowel", "\u1780\u17B6\u17C6", "\u1780\u17C6\u17B6" },
        { "reahmuk before its vowel", "\u179F\u17C1\u17C7", "\u179F\u17C7\u17C1" },
        { "a shifter after its vowel", "\u1794\u17C9\u17B6", "\u1794\u17B6\u17C9" },
        { "robat after a vowel", "\u1792\u17CC\u17B6", "\u1792\u17B6\u17CC" },
        { "a shifter pushed below by a vowel, and u", "\u179F\u17CA\u17B8", "\u179F\u17BB\u17B8" },
        { "either shifter below a vowel", "\u179F\u17CA\u17B8", "\u179F\u17C9\u17B8" },
        {
            "a sign typed twice upon itself",
            "\u1785\u17B7\u1793\u17D2\u178F\u17B6",
            "\u1785\u17B7\u17B7\u1793\u17D2\u178F\u17B6"
        },
        { "the deprecated independent a", "\u17A2\u17BB\u1780", "\u17A3\u17BB\u1780" },
        { "the deprecated independent aa", "\u17A2\u17B6\u179F", "\u17A4\u179F" },
        { "the deprecated quk", "\u17A7\u1780", "\u17A8" },
        { "either form of qoo", "\u17B1\u1799", "\u17B2\u1799" },
        { "an inherent vowel that nobody sees", "\u1785\u1793", "\u1785\u17B4\u1793" },
        { "Khmer and Latin digits", "\u179F\u17BB\u1781 \u17E1\u17E2", "\u179F\u17BB\u1781 12" },
        {
            "a space that nobody sees",
            "\u178A\u17B6\u179A\u17C9\u17B6\u179F\u17BB\u1781\u17B6",
            "\u178A\u17B6\u179A\u17C9\u17B6\u200B\u179F\u17BB\u1781\u17B6"
        },
        { "one inside a syllable", "\u179F\u17BB\u1781", "\u179F\u200B\u17BB\u1781" },
        { "a joiner inside a syllable", "\u179F\u17CA\u17B8", "\u179F\u17CA\u200C\u17B8" },
        { "a soft hyphen, a filler, a direction mark", "Sok", "S\u00ADo\u3164k\u200E" },
        { "Thai sara am", "\u0E04\u0E33", "\u0E04\u0E4D\u0E32" },
        { "Thai sara am behind a tone", "\u0E19\u0E49\u0E33", "\u0E19\u0E4D\u0E49\u0E32" },
        { "a Thai tone before its vowel", "\u0E1B\u0E39\u0E48", "\u0E1B\u0E48\u0E39" },
        { "Lao sara am", "\u0E84\u0EB3", "\u0E84\u0ECD\u0EB2" },
        { "sharp s", "Stra\u00DFe", "STRASSE" },
        { "the capital sharp s", "STRA\u1E9EE", "strasse" },
        { "full width", "\uFF33\uFF4F\uFF4B\u3000\uFF11", "Sok 1" },
        { "a ligature", "\uFB01la", "Fila" },
        { "accents, composed and not", "Nguy\u1EC5n", "NGUYE\u0302\u0303N" },
        { "accents left out", "Nguy\u1EC5n \u0110\u1EE9c", "nguyen duc" },
        { "letters of a formula", "\U0001D412\U0001D428\U0001D424", "Sok" },
        { "Hangul in letters and in syllables", "\uAE40", "\u1100\u1175\u11B7" },
        { "final sigma", "\u039D\u03AF\u03BA\u03BF\u03C2", "\u039D\u038A\u039A\u039F\u03A3" },
        { "order, case and punctuation", "SOK, Dara", "dara sok." },
        {
            "Khmer with and without a space",
            "\u179F\u17BB\u1781 \u178A\u17B6\u179A\u17C9\u17B6",
            "\u179F\u17BB\u1781\u178A\u17B6\u179A\u17C9\u17B6"
        },
    };

    public static readonly TheoryData<string, string, string> Different = new()
    {
        { "da and ta that are no coeng", "\u178A\u17B6", "\u178F\u17B6" },
        { "another coeng", "\u179F\u17D2\u179A", "\u179F\u17D2\u179B" },
        { "coeng da and the letter", "\u1780\u17D2\u178A", "\u1780\u178A" },
        { "two coengs the other way round", "\u179F\u17D2\u1780\u17D2\u179B", "\u179F\u17D2\u179B\u17D2\u1780" },
        { "i and ii", "\u1782\u17B7\u1798", "\u1782\u17B8\u1798" },
        { "e and ae", "\u1780\u17C1\u179C", "\u1780\u17C2\u179C" },
        { "e and oe", "\u1780\u17C1\u178F", "\u1780\u17BE\u178F" },
        { "with a vowel and without", "\u179F\u17BB\u1781", "\u179F\u1781" },
        { "a vowel on another letter", "\u1780\u17B6\u1793", "\u1780\u1793\u17B6" },
        { "either shifter without a vowel above", "\u1794\u17C9\u17B6", "\u1794\u17CA\u17B6" },
        { "with nikahit and without", "\u1780\u17B6\u17C6", "\u1780\u17B6" },
        { "with reahmuk and without", "\u179F\u17C4\u17C7", "\u179F\u17C4" },
        { "a vowel twice beside itself", "\u1780\u17B6", "\u1780\u17B6\u17B6" },
        { "another digit", "\u17E1", "2" },
        { "another Thai tone", "\u0E1B\u0E48", "\u0E1B\u0E49" },
        { "one letter more", "Sok", "Sokk" },
        { "another word", "Sok Dara", "Sok Mony" },
    };

    [Theory, MemberData(nameof(Same))]
    public void What_looks_the_same_is_one_name(string why, string one, string other) =>
        (Names.Forms(one).Intersect(Names.Forms(other)).Any(), Names.Forms(one).Count > 0).ShouldBe((true, true), why);

    [Theory, MemberData(nameof(Different))]
    public void What_looks_different_stays_different(string why, string one, string other) =>
        Names.Forms(one).Intersect(Names.Forms(other)).ShouldBeEmpty(why);

    [
        Theory,
        InlineData(""),
        InlineData(" "),
        InlineData("??"),
        InlineData("\u200B\u2060"),
        InlineData("\u3164"),
        InlineData("\u00AD")
    ]
    public void What_shows_no_letter_is_no_name(string text) => Names.Forms(text).ShouldBeEmpty();
}
