namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>One number of a month's table, and what it is the sum of.</summary>
/// <param name="Kind">A kind of help, or <see cref="All"/>.</param>
/// <param name="By">What it is a part by: <see cref="All"/> for the whole of the kind.</param>
internal sealed class FigureCell(string kind, string by, string key, int count, int most = FigureCell.Unbounded)
{
    public const string All = "all";
    public const int Unbounded = int.MaxValue;

    private readonly List<IReadOnlyList<FigureCell>> _partitions = [];

    public string Kind => kind;
    public string By => by;
    public string Key => key;
    public int Count => count;

    /// <summary>Everybody knows that it is not more: as many places are there.</summary>
    public int Max => most;

    /// <summary>Median to the answer, of those that are counted here.</summary>
    public int? Minutes { get; init; }

    public bool Hidden { get; set; }
    public FigureCell? Whole { get; private set; }

    /// <summary>The partition of the whole that it stands in; itself among them.</summary>
    public IReadOnlyList<FigureCell> Siblings { get; private set; } = [];

    /// <summary>Each adds up to this cell.</summary>
    public IReadOnlyList<IReadOnlyList<FigureCell>> Partitions => _partitions;

    /// <summary>Nothing to part is no partition: it would say that there is nothing.</summary>
    public FigureCell Into(IReadOnlyList<FigureCell> parts)
    {
        if (parts.Count > 0)
            _partitions.Add(parts);
        foreach (var part in parts)
            (part.Whole, part.Siblings) = (this, parts);
        return this;
    }

    /// <summary>Parts before their whole.</summary>
    public IEnumerable<FigureCell> Everything() =>
        _partitions.SelectMany(parts => parts).SelectMany(part => part.Everything()).Append(this);

    public override string ToString() => $"{kind} {by} {key}";
}
