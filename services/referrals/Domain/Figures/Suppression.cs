namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>
/// Figures without people (rule 9). A count below 5 is hidden, 0 included: that nobody was helped there would tell
/// something of everybody there. Then further cells are hidden until no hidden one can be computed from those shown.
/// Nothing tells which of the hidden ones were small.
/// </summary>
internal static class Suppression
{
    /// <summary>The smallest count that is shown.</summary>
    public const int MinShown = 5;

    /// <summary>The range that can be computed for a hidden count is at least this wide, or as wide as its maximum
    /// where that is less.</summary>
    public const int Width = 5;

    /// <summary>Hides cells, always the same ones for the same table.</summary>
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
            // Such a narrow range always follows from a shown cell, so one is left to hide.
            (ComplementaryCandidate(known, ranges) ?? Smallest(cells)!).Hidden = true;
        }
    }

    /// <returns>The smallest shown cell that gives this one away; null where there is none near it.</returns>
    private static FigureCell? ComplementaryCandidate(FigureCell known, Ranges ranges)
    {
        if (ranges.Below(known).Width < Math.Min(Width, known.Max))
            return known
                .Partitions.OrderBy(parts => ranges.Below(parts).Width)
                .Select(Smallest)
                .FirstOrDefault(part => part is not null);
        if (known.Whole is not { } whole)
            return null;
        // A hidden sibling gives little protection while its own shown parts prove that it is large: one of those is
        // hidden.
        if (
            known.Siblings.Where(cell => cell.Hidden).MaxBy(cell => ranges.Below(cell).Low) is { } high
            && Floor(high, ranges) is { } floor
        )
            return floor;
        return Smallest(known.Siblings) ?? (whole.Hidden ? ComplementaryCandidate(whole, ranges) : whole);
    }

    /// <returns>A shown part, or part of a part, from which the hidden cell's lower bound follows; null where that is
    /// 0.</returns>
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
