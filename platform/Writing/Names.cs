namespace ReferralNetwork.Platform.Writing;

/// <summary>Whether two names are the same, for every comparison of names: case, accents, spaces, punctuation and the
/// order of words do not count, nor do different ways to type a syllable that looks the same.</summary>
public static class Names
{
    /// <summary>Forms for comparison: two names are the same when they share one. There is none where nothing in the
    /// name is a letter.</summary>
    /// <returns>The words in alphabetical order, and as they were written, both without spaces: Khmer is often written
    /// without them.</returns>
    public static IReadOnlyList<string> Forms(string name)
    {
        // U+200B, an invisible space, stands between Khmer words and divides them here; within a syllable it is a slip
        // of the thumb, so the other form ignores it.
        var words = Words(name.Replace('\u200B', ' '));
        var together = Together(name);
        return together.Length == 0
            ? []
            : [.. new[] { string.Concat(words.Order(StringComparer.Ordinal)), together }.Distinct()];
    }

    public static bool Same(string one, string other) => one == other || Forms(one).Intersect(Forms(other)).Any();

    /// <summary>The name's letters, signs and digits, without spaces.</summary>
    public static string Together(string name) => string.Concat(Words(name));

    private static string[] Words(string name) => Letters.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
