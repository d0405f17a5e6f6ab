using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.LegalAid.Domain;

/// <summary>
/// Who may file a criminal complaint for a survivor. Taken from the Code of Criminal Procedure of Cambodia (2007),
/// which lets a victim complain, whoever represents a minor do so in the minor's place, and associations against sexual
/// violence, violence against children and trafficking with the victim's agreement. A lawyer must confirm the table
/// before it is relied on.
/// </summary>
internal static class WhoMayComplain
{
    private static readonly KindDescriptor Descriptor = KindDescriptor.Of("legal-aid");

    public static readonly CodeList Complainants = Descriptor.Lists["complainant"];

    /// <summary>Where it is filed.</summary>
    public static readonly CodeList Authorities = Descriptor.Lists["authority"];

    // A child never files alone, and no guardian files for an adult.
    private static readonly (string Complainant, bool ForAdult, bool ForChild)[] Table =
    [
        ("survivor", true, false),
        ("guardian", false, true),
        ("special-guardian", false, true),
        ("lawyer-with-mandate", true, true),
        ("association", true, true),
    ];

    /// <summary>Also true for a doubtful age that may be a child's, and for an unknown one.</summary>
    public static bool IsChild(Survivor? survivor) =>
        survivor is null || EligibilityRules.MayBeChild(survivor.Age, survivor.AgeEstimated);

    public static IReadOnlyList<string> For(bool child) =>
        [.. Table.Where(row => child ? row.ForChild : row.ForAdult).Select(row => row.Complainant)];
}
