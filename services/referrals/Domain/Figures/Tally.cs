using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>A kind and an area where it has, or had, pools, which whoever searches knows.</summary>
/// <param name="Area">The district, or the province where no more is known.</param>
internal sealed record FigureSlot(string Kind, string Area);

/// <summary>Something that is counted once in a month.</summary>
/// <param name="Minutes">Minutes from the question to the answer.</param>
/// <param name="Weight">How many it counts for, such as the people in a pool.</param>
/// <param name="Most">The most that <paramref name="Weight"/> can be, where everybody knows that, such as a pool's
/// places.</param>
/// <param name="Outcome">One of the codes of what is counted.</param>
internal sealed record Counted(
    FigureSlot Slot,
    string? Urgency = null,
    string? Outcome = null,
    double? Minutes = null,
    int Weight = 1,
    int? Most = null
);

/// <summary>
/// The fixed breakdowns: all kinds, each kind, a kind by province and district, by urgency, what has ended by outcome,
/// and a kind's own measures by what was answered. Breakdowns are not combined, so that each cell is part of one sum
/// alone and can be guarded exactly.
/// </summary>
internal static class Tally
{
    public const string Urgency = "urgency";
    public const string Outcome = "outcome";
    public const string Province = "province";
    public const string District = "district";

    public static readonly CodeList Breakdowns = new([
        FigureCell.All,
        Urgency,
        Outcome,
        .. KindDescriptor.All.SelectMany(Measured).Distinct(),
        Province,
        District,
    ]);

    /// <summary>How a stay, a course or a case ends.</summary>
    public static readonly CodeList Outcomes = new([
        .. Codes.Outcomes,
        Business.Left,
        Business.Missing,
        Business.Transferred,
    ]);

    private const int MinuteStep = 5;

    private static IEnumerable<string> Measured(KindDescriptor? kind) =>
        kind?.Measures.Select(measure => measure.List).Distinct() ?? [];

    /// <param name="spots">Where kinds have or had pools. Other areas get no cell: everybody knows that nobody can have
    /// been there.</param>
    /// <param name="by">Further breakdowns of each kind: <see cref="Urgency"/>, <see cref="Outcome"/>, the list of a
    /// measure.</param>
    /// <param name="bounded">Whether each line has its <see cref="Counted.Most"/>; where nothing is counted, the
    /// maximum is then 0.</param>
    public static FigureCell Tree(
        IReadOnlyCollection<FigureSlot> spots,
        IReadOnlyList<Counted> counted,
        bool bounded = false,
        params IReadOnlyList<string> by
    )
    {
        var kinds = Codes
            .Kinds.Where(kind => spots.Any(spot => spot.Kind == kind))
            .Select(kind =>
                OfKind(
                    kind,
                    [.. spots.Where(spot => spot.Kind == kind)],
                    [.. counted.Where(one => one.Slot.Kind == kind)],
                    bounded,
                    by
                )
            )
            .ToList();
        return Make(FigureCell.All, FigureCell.All, FigureCell.All, counted, bounded).Into(kinds);
    }

    private static FigureCell OfKind(
        string kind,
        IReadOnlyList<FigureSlot> spots,
        IReadOnlyList<Counted> counted,
        bool bounded,
        IReadOnlyList<string> by
    )
    {
        var cell = Make(kind, FigureCell.All, FigureCell.All, counted, bounded)
            .Into(Parts(Province, spots.Select(spot => spot.Area[..2]), one => one.Slot.Area[..2]));
        foreach (var province in cell.Partitions.SelectMany(parts => parts))
            province.Into(
                Parts(
                    District,
                    spots
                        .Select(spot => spot.Area)
                        .Where(area => area.StartsWith(province.Key, StringComparison.Ordinal)),
                    one => one.Slot.Area
                )
            );
        if (by.Contains(Urgency))
            cell.Into(Parts(Urgency, Codes.Urgencies, one => one.Urgency!));
        if (by.Contains(Outcome))
            cell.Into(Parts(Outcome, Outcomes, one => one.Outcome!));
        foreach (var list in Measured(KindDescriptor.Find(kind)).Where(by.Contains))
            cell.Into(Parts(list, KindDescriptor.Of(kind).Lists[list], one => one.Outcome!));
        return cell;

        IReadOnlyList<FigureCell> Parts(string part, IEnumerable<string> keys, Func<Counted, string> keyOf)
        {
            var of = counted.ToLookup(keyOf);
            return
            [
                .. keys.Distinct()
                    .Order(StringComparer.Ordinal)
                    .Select(key => Make(kind, part, key, [.. of[key]], bounded)),
            ];
        }
    }

    private static FigureCell Make(string kind, string by, string key, IReadOnlyList<Counted> counted, bool bounded) =>
        new(
            kind,
            by,
            key,
            counted.Sum(one => one.Weight),
            bounded ? counted.Sum(one => one.Most!.Value) : FigureCell.Unbounded
        )
        {
            Minutes = Median(counted),
        };

    // Rounded up to steps: a median to the minute could be one person's own time.
    private static int? Median(IReadOnlyList<Counted> counted)
    {
        var minutes = counted.Where(one => one.Minutes is not null).Select(one => one.Minutes!.Value).Order().ToList();
        return minutes.Count == 0
            ? null
            : Math.Max(1, (int)Math.Ceiling(minutes[(minutes.Count - 1) / 2] / MinuteStep)) * MinuteStep;
    }
}
