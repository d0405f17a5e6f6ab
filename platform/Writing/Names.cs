namespace ReferralNetwork.Platform.Writing;

/// <summary>
/// Whether two names are one, for every comparison of names: case, accents, spaces, punctuation and the order of the
/// words do not count, nor how a syllable was typed that looks the same.
/// </summary>
public static class Names
{
    /// <summary>Two names are taken for one when they share a form; none: nothing in it is a letter.</summary>
    /// <returns>The words in order of the alphabet, and as they were written, since Khmer is often written without
    /// spaces.</returns>
    public static IReadOnlyList<string> Forms(string name)
    {
        // Between Khmer words there is a space that nobody sees; within a syllable it is a slip of the thumb.
        var words = Words(name.Replace('\u200B', ' '));
        var together = Together(name);
        return together.Length == 0
            ? []
            : [.. new[] { string.Concat(words.Order(StringComparer.Ordinal)), together }.Distinct()];
    }

    public static bool Same(string one, string other) => one == other || Forms(one).Intersect(Forms(other)).Any();

    /// <summary>Its letters, signs and digits alone.</summary>
    public static string Together(string name) => string.Concat(Words(name));

    private static string[] Words(string name) => Letters.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
