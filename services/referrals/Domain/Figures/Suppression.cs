namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>
/// Figures without people (rule 9). A count below 5 is hidden, none too: that nobody was helped there tells of
/// everybody who was. Then so many others are hidden that no hidden one can be worked out from what is left. Which of
/// the hidden ones were small, nothing tells.
/// </summary>
internal static class Suppression
{
    /// <summary>The smallest count that is shown.</summary>
    public const int MinShown = 5;

    /// <summary>The highest that a hidden count can be is so much more than the lowest; or as much as there is room
    /// for, where that is less.</summary>
    public const int Width = 5;

    /// <summary>The same table is hidden in the same way.</summary>
    public static void Hide(FigureCell root)
    {
        var cells = root.Everything().ToList();
        foreach (var small in cells.Where(cell => cell.Count < MinShown))
            small.Hidden = true;
        while (true)
        {
            var ranges = new Ranges(root);
            if (cells.Find(cell => cell.Hidden && ranges[cell].Width < Math.Min(Width, cell.Max)) is not { } known)
                return;
            // One that is shown tells it, so there is one; with none shown, nothing would.
            (ComplementaryCandidate(known, ranges) ?? Smallest(cells)!).Hidden = true;
        }
    }

    /// <returns>The shown cell whose loss tells least of what gives this one away; null where the reason is not
    /// near.</returns>
    private static FigureCell? ComplementaryCandidate(FigureCell known, Ranges ranges)
    {
        if (ranges.Below(known).Width < Math.Min(Width, known.Max))
            return known
                .Partitions.OrderBy(parts => ranges.Below(parts).Width)
                .Select(Smallest)
                .FirstOrDefault(part => part is not null);
        if (known.Whole is not { } whole)
            return null;
        // One that is hidden beside it hides little while its own parts say that it cannot be small.
        if (
            known.Siblings.Where(cell => cell.Hidden).MaxBy(cell => ranges.Below(cell).Low) is { } high
            && Floor(high, ranges) is { } floor
        )
            return floor;
        return Smallest(known.Siblings) ?? (whole.Hidden ? ComplementaryCandidate(whole, ranges) : whole);
    }

    /// <returns>A shown part, or part of a part, on which the lowest that the hidden cell can be rests; null where that
    /// is 0.</returns>
    private static FigureCell? Floor(FigureCell hidden, Ranges ranges)
    {
        if (ranges.Below(hidden).Low == 0)
            return null;
        var parts = hidden.Partitions.MaxBy(parts => ranges.Below(parts).Low)!;
        return Smallest(parts) ?? Floor(parts.MaxBy(part => ranges.Below(part).Low)!, ranges);
    }

    private static FigureCell? Smallest(IEnumerable<FigureCell> cells) =>
        cells
            .Where(cell => !cell.Hidden)
            .OrderBy(cell => cell.Count)
            .ThenBy(cell => cell.Kind, StringComparer.Ordinal)
            .ThenBy(cell => cell.Key, StringComparer.Ordinal)
            .FirstOrDefault();
}
