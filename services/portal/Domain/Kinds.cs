namespace ReferralNetwork.Portal.Domain;

/// <summary>A kind of help as the pages know it.</summary>
/// <param name="Route">Its segment of the API's paths.</param>
/// <param name="Member">The member of a pool's <c>trade</c> that says what it gives.</param>
/// <param name="Many">Whether a pool gives several of them.</param>
internal sealed record Kind(string Code, string Route, string Member, bool Many, IReadOnlyList<string> Gives)
{
    /// <summary>What may be on the agenda of whoever has been accepted.</summary>
    public IReadOnlyList<string> Dates { get; init; } = [];

    /// <summary>The lists are 1-network's; a test holds them to those of the provider services.</summary>
    public static readonly IReadOnlyList<Kind> All =
    [
        new(
            "shelter",
            "shelters",
            "stay",
            false,
            [
                "transit",
                "drop-in",
                "emergency",
                "short-term",
                "long-term",
                "group-home",
                "foster",
                "kinship",
                "pagoda",
                "supported-independent",
            ]
        ),
        new(
            "medical",
            "medical",
            "services",
            true,
            [
                "emergency",
                "forensic",
                "pep",
                "emergency-contraception",
                "sti",
                "hiv-test",
                "hiv-care",
                "pregnancy",
                "injury",
                "mental-health",
                "counselling",
                "substance-use",
                "dental",
                "disability",
            ]
        )
        {
            Dates = ["visit", "examination", "counselling-session", "next-dose", "certificate"],
        },
        new(
            "legal-aid",
            "legal-aid",
            "matters",
            true,
            [
                "criminal-complaint",
                "civil-compensation",
                "labour-wages",
                "protection-order",
                "divorce-custody",
                "identity-papers",
                "immigration-return",
                "witness-support",
                "child-accused",
            ]
        )
        {
            Dates = ["hearing", "filing-deadline", "interview", "meeting"],
        },
        new(
            "training",
            "training",
            "course",
            false,
            [
                "literacy",
                "life-skills",
                "school-return",
                "sewing",
                "weaving",
                "hair-beauty",
                "cooking",
                "hospitality",
                "motorcycle-repair",
                "machine-repair",
                "electrical",
                "agriculture",
                "livestock",
                "handicraft",
                "computer",
                "languages",
                "business-start",
            ]
        )
        {
            Dates = ["screening", "first-day", "exam", "employer-visit"],
        },
    ];

    /// <exception cref="KeyNotFoundException">No such kind.</exception>
    public static Kind Of(string code) =>
        All.FirstOrDefault(kind => kind.Code == code) ?? throw new KeyNotFoundException("no such kind");
}
