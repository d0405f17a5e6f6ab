using System.Text;

namespace ReferralNetwork.Portal.Domain;

/// <summary>The text that is read out to her, word for word: one file per language and version. The receipt names the
/// version.</summary>
internal static class ConsentTexts
{
    public const string Version = "4";

    /// <summary>The languages by their own names, for the person who chooses one.</summary>
    public static readonly IReadOnlyDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["km"] = "ភាសាខ្មែរ",
        ["en"] = "English",
        ["vi"] = "Tiếng Việt",
        ["th"] = "ภาษาไทย",
    };

    /// <returns>The paragraphs of the text.</returns>
    public static IReadOnlyList<string> In(string language)
    {
        using var file = typeof(ConsentTexts).Assembly.GetManifestResourceStream($"consent/{Version}/{language}")!;
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd().Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
