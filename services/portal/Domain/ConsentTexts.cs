using System.Text;

namespace ReferralNetwork.Portal.Domain;

/// <summary>What is read out to her, word for word: a file a language and version; the receipt says which version it
/// was.</summary>
internal static class ConsentTexts
{
    public const string Version = "4";

    /// <summary>With their own names, for who must choose one.</summary>
    public static readonly IReadOnlyDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["km"] = "ភាសាខ្មែរ",
        ["en"] = "English",
        ["vi"] = "Tiếng Việt",
        ["th"] = "ภาษาไทย",
    };

    /// <returns>Paragraphs.</returns>
    public static IReadOnlyList<string> In(string language)
    {
        using var file = typeof(ConsentTexts).Assembly.GetManifestResourceStream($"consent/{Version}/{language}")!;
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd().Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
