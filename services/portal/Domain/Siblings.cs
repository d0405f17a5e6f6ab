namespace ReferralNetwork.Portal.Domain;

/// <summary>Brothers and sisters as a form asks for them: their ages, such as "4, 9".</summary>
internal static class Siblings
{
    private const int Oldest = 25;
    private static readonly char[] Between = [',', ';', ' ', '\u00a0', '\u200b', '\u3001', '\u17d4'];

    /// <returns>Null where something is not an age from 0 to 25, or there are too many.</returns>
    public static IReadOnlyList<Child>? Read(string? sisters, string? brothers) =>
        Ages(sisters) is { } girls && Ages(brothers) is { } boys && girls.Count + boys.Count < Draft.MaxPlaces
            ? [.. girls.Select(age => new Child("female", age)), .. boys.Select(age => new Child("male", age))]
            : null;

    public static IReadOnlyList<int>? Ages(string? typed)
    {
        var parts = (typed ?? "").Split(
            Between,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        var ages = parts.Select(Numbers.Whole).ToList();
        return ages.TrueForAll(age => age is >= 0 and <= Oldest) ? ages.ConvertAll(age => age!.Value) : null;
    }

    public static string? Write(IReadOnlyList<Child> siblings, string sex) =>
        siblings.Where(one => one.Sex == sex).Select(one => Texts.Number(one.Age)).ToList() is { Count: > 0 } ages
            ? string.Join(", ", ages)
            : null;
}
