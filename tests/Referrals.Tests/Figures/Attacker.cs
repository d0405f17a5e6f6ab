using System.Numerics;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Tests.Figures;

/// <summary>
/// Somebody who has the shown cells and patience: tries every number for a hidden one, and keeps those for which the
/// rest of the table can be filled in. Knows sums, and nothing of how the product works.
/// </summary>
internal sealed class Attacker
{
    /// <summary>Higher than anything in the tables here: as good as no bound.</summary>
    public const int Highest = 150;

    // Bit n: the cell can be n, by itself and its parts.
    private readonly Dictionary<FigureCell, BigInteger> _can = [];

    public Attacker(FigureCell root) => Fill(root);

    /// <returns>What the cell may be.</returns>
    public IReadOnlyList<int> Candidates(FigureCell cell) =>
        [.. Bits(_can[cell]).Where(number => GoesUp(cell, BigInteger.One << number))];

    private bool GoesUp(FigureCell cell, BigInteger can)
    {
        if (can.IsZero || cell.Whole is null)
            return !can.IsZero;
        foreach (var other in cell.Siblings.Where(other => other != cell))
            can = Plus(can, _can[other]);
        return GoesUp(cell.Whole, can & _can[cell.Whole]);
    }

    private void Fill(FigureCell cell)
    {
        var can = cell.Hidden ? (BigInteger.One << Math.Min(Highest, cell.Max) + 1) - 1 : BigInteger.One << cell.Count;
        foreach (var parts in cell.Partitions)
        {
            foreach (var part in parts)
                Fill(part);
            can &= parts.Aggregate(BigInteger.One, (sums, part) => Plus(sums, _can[part]));
        }
        _can[cell] = can;
    }

    private static BigInteger Plus(BigInteger some, BigInteger others) =>
        Bits(some).Aggregate(BigInteger.Zero, (sums, n) => sums | others << n) & ((BigInteger.One << Highest + 1) - 1);

    private static IEnumerable<int> Bits(BigInteger set) =>
        Enumerable.Range(0, Highest + 1).Where(n => !(set >> n).IsEven);
}
