namespace ReferralNetwork.Referrals.Domain.Figures;

/// <summary>One number of a month's table, with the numbers that add up to it.</summary>
/// <param name="kind">A kind of help, or <see cref="All"/>.</param>
/// <param name="by">The breakdown that it belongs to; <see cref="All"/> for the total of the kind.</param>
internal sealed class FigureCell(string kind, string by, string key, int count, int most = FigureCell.Unbounded)
{
    public const string All = "all";
    public const int Unbounded = int.MaxValue;

    private readonly List<IReadOnlyList<FigureCell>> _partitions = [];

    public string Kind => kind;
    public string By => by;
    public string Key => key;
    public int Count => count;

    /// <summary>The most that the count can be, as everybody knows: there are only so many places.</summary>
    public int Max => most;

    /// <summary>Median minutes to the answer, of those that are counted here.</summary>
    public int? Minutes { get; init; }

    public bool Hidden { get; set; }
    public FigureCell? Whole { get; private set; }

    /// <summary>The cells of the partition of <see cref="Whole"/> that it belongs to, itself included.</summary>
    public IReadOnlyList<FigureCell> Siblings { get; private set; } = [];

    /// <summary>Each of them adds up to this cell.</summary>
    public IReadOnlyList<IReadOnlyList<FigureCell>> Partitions => _partitions;

    /// <summary>Adds a partition. An empty one is not added: it would tell that the count is 0.</summary>
    public FigureCell Into(IReadOnlyList<FigureCell> parts)
    {
        if (parts.Count > 0)
            _partitions.Add(parts);
        foreach (var part in parts)
            (part.Whole, part.Siblings) = (this, parts);
        return this;
    }

    /// <summary>The cell and all cells below it, parts before their whole.</summary>
    public IEnumerable<FigureCell> Everything() =>
        _partitions.SelectMany(parts => parts).SelectMany(part => part.Everything()).Append(this);

    public override string ToString() => $"{kind} {by} {key}";
}
