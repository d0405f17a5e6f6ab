namespace ReferralNetwork.Portal.Domain;

/// <summary>What the pages of a training centre say in codes: the training service's lists, and a test holds them to those.</summary>
internal static class CourseCodes
{
    public static readonly IReadOnlyList<string> Levels = ["basic", "intermediate", "advanced"];
    public static readonly IReadOnlyList<string> Certificates = ["none", "centre", "national"];
    public static readonly IReadOnlyList<string> Forms = ["class", "apprenticeship"];
    public static readonly IReadOnlyList<string> Prerequisites =
    [
        "reads-khmer",
        "counts",
        "finished-grade-6",
        "finished-grade-9",
        "own-tools",
        "id",
    ];
    public static readonly IReadOnlyList<string> Screenings = ["fit", "fit-with-help", "not-yet"];
    public static readonly IReadOnlyList<string> Marks = ["present", "absent", "excused"];

    /// <summary>Members of a course that are true or false.</summary>
    public static readonly IReadOnlyList<string> Offers = ["boarding", "childCare", "stipend", "screening"];
}
