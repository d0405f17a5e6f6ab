namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>The range in which a number lies, both ends included.</summary>
internal readonly record struct Range(long Low, long High)
{
    public long Width => High - Low;

    public Range And(Range other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public static Range Sum(IEnumerable<Range> ranges) =>
        ranges.Aggregate(new Range(0, 0), (sum, one) => new(sum.Low + one.Low, sum.High + one.High));
}

/// <summary>
/// In which range each cell lies for a reader of the shown ones, by sums and because no count is negative. Two passes
/// are exact: a cell has one whole, so the sums make a tree, and within a tree every number of such a range can be the
/// true one.
/// </summary>
internal sealed class Ranges
{
    private readonly Dictionary<FigureCell, Range> _below = [];
    private readonly Dictionary<FigureCell, Range> _all = [];

    public Ranges(FigureCell root)
    {
        Rise(root);
        Fall(root, _below[root]);
    }

    public Range this[FigureCell cell] => _all[cell];

    /// <summary>The range that follows from the cell and its parts alone.</summary>
    public Range Below(FigureCell cell) => _below[cell];

    /// <summary>The same for the sum of a partition.</summary>
    public Range Below(IEnumerable<FigureCell> parts) => Range.Sum(parts.Select(part => _below[part]));

    private void Rise(FigureCell cell)
    {
        var range = cell.Hidden ? new Range(0, cell.Max) : new Range(cell.Count, cell.Count);
        foreach (var parts in cell.Partitions)
        {
            foreach (var part in parts)
                Rise(part);
            range = range.And(Below(parts));
        }
        _below[cell] = range;
    }

    private void Fall(FigureCell cell, Range range)
    {
        _all[cell] = range;
        foreach (var parts in cell.Partitions)
        {
            var sum = Below(parts);
            foreach (var part in parts)
            {
                var own = _below[part];
                Fall(part, own.And(new(range.Low - (sum.High - own.High), range.High - (sum.Low - own.Low))));
            }
        }
    }
}
