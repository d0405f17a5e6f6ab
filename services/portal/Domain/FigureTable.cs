using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Domain;

/// <summary>The figures of a month, as pages look them up.</summary>
internal sealed class FigureTable(IEnumerable<FigureView> items)
{
    public const string All = "all";

    /// <summary>Measures of every kind: those of one kind alone would be empty columns for the others.</summary>
    public static readonly IReadOnlyList<string> Common =
    [
        .. Codes.Measures.Except(KindDescriptor.All.SelectMany(kind => kind.Measures).Select(measure => measure.Code)),
    ];

    private readonly Dictionary<(string Measure, string Kind, string By, string Key), FigureView> _items =
        items.ToDictionary(f => (f.Measure, f.Kind, f.By, f.Key));

    /// <returns>Null where there is no such figure; a suppressed one has no count.</returns>
    public FigureView? Find(string measure, string kind, string by, string key) =>
        _items.GetValueOrDefault((measure, kind, by, key));

    /// <summary>The keys of a breakdown that have figures, in the order of their codes.</summary>
    public IReadOnlyList<string> Keys(string kind, string by) =>
        [
            .. _items
                .Keys.Where(key => key.Kind == kind && key.By == by)
                .Select(key => key.Key)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The kinds of help that have figures.</summary>
    public IReadOnlyList<string> Kinds => [.. Codes.Kinds.Where(kind => Find("sent", kind, All, All) is not null)];

    /// <returns>The accepted share of all answers, in percent; null where either number is suppressed.</returns>
    public int? Share(string kind, string by, string key) =>
        Find("accepted", kind, by, key)?.Count is { } yes && Find("declined", kind, by, key)?.Count is { } no
            ? (int)Math.Round(100m * yes / (yes + no))
            : null;
}

/// <param name="Kind">With <paramref name="By"/> and <paramref name="Key"/>, which figures the row shows.</param>
/// <param name="Link">Address of more details; null: there are none.</param>
internal sealed record FigureRow(string Label, string Kind, string By, string Key, string? Link = null);

/// <param name="Id">Ids of the headings that name the table.</param>
/// <param name="Head">Heading of the first column.</param>
/// <param name="Measures">Measures of the other columns; those without figures are left out.</param>
internal sealed record FigureRows(
    string Id,
    string Head,
    IReadOnlyList<FigureRow> Rows,
    FigureTable Table,
    IReadOnlyList<string> Measures
);

/// <param name="Measure">The measure whose bars are drawn.</param>
internal sealed record FigureBars(string Caption, string Measure, IReadOnlyList<FigureRow> Rows, FigureTable Table);

/// <summary>All figures of one kind of help.</summary>
/// <param name="More">Address to which a province's code is added, for the figures of its districts; null where there
/// are no links.</param>
internal sealed record KindFigures(string Kind, FigureTable Table, IReadOnlyList<PlaceView> Provinces, string? More);
