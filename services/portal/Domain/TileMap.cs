namespace ReferralNetwork.Portal.Domain;

/// <summary>The provinces as tiles of equal size, each roughly where it lies: on a map drawn to scale the small ones,
/// where most people live, could not be seen.</summary>
internal static class TileMap
{
    /// <summary>Number of shades, from light to dark.</summary>
    public const int Steps = 5;

    /// <summary>Smaller counts are suppressed (rule 9).</summary>
    private const int MinShown = 5;

    /// <summary>Province codes, from north to south and from west to east; null: no tile.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string?>> Rows =
    [
        [null, "22", "13", "19", "16"],
        ["01", "17", "06", "10", "11"],
        ["24", "02", "04", "03", "25"],
        ["15", "05", "12", "08", "14"],
        ["09", "07", "21", null, "20"],
        ["18", "23"],
    ];

    /// <summary>Every tile with its column and row.</summary>
    public static IEnumerable<(string Province, int Column, int Row)> Tiles =>
        Rows.Index()
            .SelectMany(row =>
                row.Item.Index()
                    .Where(tile => tile.Item is not null)
                    .Select(tile => (tile.Item!, tile.Index, row.Index))
            );

    /// <param name="most">The highest count on the map.</param>
    /// <returns>From 1 to <see cref="Steps"/>.</returns>
    public static int Step(int count, int most) => 1 + ((count - MinShown) * Steps / (most - MinShown + 1));

    /// <summary>The range of counts of each shade, for the legend; a shade that no count has is left out.</summary>
    public static IEnumerable<(int Step, int From, int To)> Shades(int most) =>
        Enumerable
            .Range(MinShown, Math.Max(0, most - MinShown + 1))
            .GroupBy(count => Step(count, most))
            .Select(shade => (shade.Key, shade.First(), shade.Last()));

    /// <summary>A name on one line, or on two if it is long and has a space: it is broken at the last one.</summary>
    public static IReadOnlyList<string> Lines(string name) =>
        name.Length > 9 && name.LastIndexOf(' ') is > 0 and var space ? [name[..space], name[(space + 1)..]] : [name];
}
