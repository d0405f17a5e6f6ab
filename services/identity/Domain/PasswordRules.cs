using System.Collections.Frozen;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Identity.Domain;

/// <summary>
/// A password is long and is not one that guessers try first (NIST SP 800-63B): no rule about kinds of characters, no
/// expiry, any script.
/// </summary>
internal static class PasswordRules
{
    public const int Shortest = 12;
    public const int MaxLength = 128;

    // A name shorter than this within a password is no weakness.
    private const int ShortestName = 4;
    private const int ShortestRun = 4;
    private const int LongestBlock = 8;

    /// <summary>Sequences of neighbouring characters: of alphabets, and of keyboards by rows, by columns and in
    /// zigzag.</summary>
    private static readonly string[] Lines =
    [
        "abcdefghijklmnopqrstuvwxyz",
        "01234567890",
        "កខគឃងចឆជឈញដឋឌឍណតថទធនបផពភមយរលវសហឡអ",
        "០១២៣៤៥៦៧៨៩០",
        "`1234567890-=",
        "qwertyuiop[]",
        "asdfghjkl;'",
        "zxcvbnm,./",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
        "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0",
    ];

    private static readonly Lazy<FrozenSet<string>> Known = new(ReadKnown);

    /// <returns>The rule it breaks: <c>length</c>, <c>control</c> or <c>known</c>; null when it is good.</returns>
    /// <param name="names">Names of the account and its organisation, which others know.</param>
    public static string? Broken(string? password, params IEnumerable<string?> names)
    {
        if (password is not { Length: >= Shortest and <= MaxLength })
            return "length";
        if (password.Any(char.IsControl))
            return "control";
        var lower = password.ToLowerInvariant();
        return IsKnown(lower) || Repeats(lower) || Runs(lower) || HoldsName(lower, names) ? "known" : null;
    }

    private static bool IsKnown(string password) =>
        Known.Value.Contains(password) || Known.Value.Contains(Word(password));

    /// <summary>Without the digits and signs that people add at the ends.</summary>
    private static string Word(string password)
    {
        var from = password.TakeWhile(c => !char.IsLetter(c)).Count();
        var to = password.Length - password.Reverse().TakeWhile(c => !char.IsLetter(c)).Count();
        return from < to ? password[from..to] : "";
    }

    /// <summary>Whether it is one short block over and over, the last time perhaps in part.</summary>
    private static bool Repeats(string password) =>
        Enumerable
            .Range(1, Math.Min(LongestBlock, password.Length / 2))
            .Any(block => password.Skip(block).Zip(password).All(pair => pair.First == pair.Second));

    /// <summary>Whether it is almost only sequences of neighbouring characters.</summary>
    private static bool Runs(string password)
    {
        var other = 0;
        for (var at = 0; at < password.Length; )
        {
            var run = Lines.Max(line => Math.Max(Run(password, at, line, 1), Run(password, at, line, -1)));
            if (run < ShortestRun)
                other++;
            at += run < ShortestRun ? 1 : run;
        }
        return other < ShortestRun;
    }

    /// <returns>How many characters from here on follow the line.</returns>
    private static int Run(string password, int at, string line, int step)
    {
        var longest = 0;
        for (
            var start = line.IndexOf(password[at], StringComparison.Ordinal);
            start >= 0;
            start = line.IndexOf(password[at], start + 1)
        )
        {
            var run = 1;
            while (
                at + run < password.Length
                && start + (run * step) is var next
                && next >= 0
                && next < line.Length
                && password[at + run] == line[next]
            )
                run++;
            longest = Math.Max(longest, run);
        }
        return longest;
    }

    private static bool HoldsName(string password, IEnumerable<string?> names) =>
        names
            .Select(name => Names.Together(name ?? ""))
            .Any(name =>
                name.Length >= ShortestName && Names.Together(password).Contains(name, StringComparison.Ordinal)
            );

    private static FrozenSet<string> ReadKnown()
    {
        using var reader = new StreamReader(
            typeof(PasswordRules).Assembly.GetManifestResourceStream("known-bad-passwords.txt")!
        );
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
