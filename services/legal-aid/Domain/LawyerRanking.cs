namespace ReferralNetwork.LegalAid.Domain;

/// <param name="Provinces">NCDD codes of 2 digits; empty: everywhere.</param>
/// <param name="Does">The kinds of matter that she takes, of <see cref="LegalAidKind.Matters"/>.</param>
/// <param name="Load">Matters that she has open.</param>
internal sealed record Lawyer(
    Guid Id,
    string Name,
    IReadOnlyCollection<string> Provinces,
    IReadOnlyCollection<string> Languages,
    IReadOnlyCollection<string> Does,
    int Most,
    int Load
);

/// <param name="Languages">The survivor's; empty: not known.</param>
/// <param name="Kinds">The kinds of matter that the pool takes.</param>
internal sealed record MatterFacts(
    string Province,
    IReadOnlyCollection<string> Languages,
    IReadOnlyCollection<string> Kinds
);

/// <param name="Fits">Which of <see cref="LawyerRanking.Grounds"/> apply.</param>
internal sealed record Suggestion(Guid MemberId, string Name, IReadOnlyList<string> Fits, int Load, int Most);

/// <summary>Ranks the lawyers of a panel for a matter.</summary>
internal static class LawyerRanking
{
    private const string Free = "load";

    private static readonly (string Code, Func<Lawyer, MatterFacts, bool> Fits)[] Table =
    [
        ("province", (lawyer, matter) => lawyer.Provinces.Count == 0 || lawyer.Provinces.Contains(matter.Province)),
        (
            "language",
            (lawyer, matter) => matter.Languages.Count == 0 || lawyer.Languages.Intersect(matter.Languages).Any()
        ),
        ("matter", (lawyer, matter) => lawyer.Does.Intersect(matter.Kinds).Any()),
        (Free, (lawyer, _) => lawyer.Load < lawyer.Most),
    ];

    public static IEnumerable<string> Grounds => Table.Select(row => row.Code);

    /// <summary>Lawyers who can take more come first, then those for whom most grounds fit, then those with the
    /// smallest share of their maximum taken.</summary>
    public static IReadOnlyList<Suggestion> Rank(IEnumerable<Lawyer> lawyers, MatterFacts matter) =>
        [
            .. lawyers
                .Select(lawyer => new Suggestion(
                    lawyer.Id,
                    lawyer.Name,
                    [.. Table.Where(row => row.Fits(lawyer, matter)).Select(row => row.Code)],
                    lawyer.Load,
                    lawyer.Most
                ))
                .OrderByDescending(one => one.Fits.Contains(Free))
                .ThenByDescending(one => one.Fits.Count)
                .ThenBy(one => (double)one.Load / one.Most)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
}
