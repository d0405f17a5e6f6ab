namespace ReferralNetwork.Contracts.V1;

/// <summary>Whom a pool may take. An empty or missing member sets no condition.</summary>
/// <param name="PlaceAs">Which rooms: <c>women</c>, <c>men</c>, <c>private</c>.</param>
/// <param name="MinAge">Whole years, inclusive.</param>
/// <param name="MaxAge">Whole years, inclusive.</param>
/// <param name="MaxBoyAge">Oldest son a mother may bring, whole years, inclusive.</param>
/// <param name="MaxChildren">Null: not stated. A pool of beds then takes none, as children come only where they are
/// expected; for others it is no condition.</param>
/// <param name="SiblingsTogether">False: brothers and sisters are put apart, so those who are to stay together are not
/// taken.</param>
/// <param name="Pregnant">Whether it is prepared for pregnancy and birth; never a ground to turn anyone away (rule
/// 13).</param>
/// <param name="Needs">Groups served; empty serves any need.</param>
/// <param name="AreaServed">NCDD codes of where she may come from.</param>
/// <param name="IntakeHours">Local hours <c>HH:mm-HH:mm</c>; null is day and night.</param>
/// <param name="Excludes">Codes of <see cref="Codes.Excludes"/> and no others (rule 13).</param>
public sealed record Eligibility(
    IReadOnlyList<string>? Sexes = null,
    IReadOnlyList<string>? PlaceAs = null,
    int? MinAge = null,
    int? MaxAge = null,
    int? MaxBoyAge = null,
    int? MaxChildren = null,
    bool? SiblingsTogether = null,
    bool? Infants = null,
    bool? Pregnant = null,
    IReadOnlyList<string>? Needs = null,
    IReadOnlyList<string>? Languages = null,
    IReadOnlyList<string>? Access = null,
    IReadOnlyList<string>? Requires = null,
    IReadOnlyList<string>? AreaServed = null,
    int? MaxStayDays = null,
    bool? OpenRegime = null,
    bool? Fee = null,
    string? IntakeHours = null,
    string? NightContact = null,
    IReadOnlyList<string>? Excludes = null
)
{
    /// <summary>Takes anyone.</summary>
    public static readonly Eligibility Anyone = new();
}
