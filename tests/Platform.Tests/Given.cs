namespace ReferralNetwork.Platform.Tests;

internal static class Given
{
    /// <summary>Stands for what must never be in a log, an answer or a reason.</summary>
    public const string Secret = "Chan Sophea, house 7";

    public static NoteAdded Added(string text = "text") => new(Guid.NewGuid(), text);

    public static object Note(string text = "text", int number = 1) => new { text, number };
}
