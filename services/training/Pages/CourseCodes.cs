namespace ReferralNetwork.Training.Pages;

/// <summary>Code lists that the pages of a training centre use.</summary>
internal static class CourseCodes
{
    private static readonly KindDescriptor Kind = KindDescriptor.Of("training");

    public static readonly CodeList Levels = Kind.Lists["level"];
    public static readonly CodeList Certificates = Kind.Lists["certificate"];
    public static readonly CodeList Forms = Kind.Lists["form"];
    public static readonly CodeList Prerequisites = Kind.Lists["prerequisite"];
    public static readonly CodeList Screenings = Kind.Lists["screening"];
    public static readonly CodeList Marks = Kind.Lists["mark"];

    /// <summary>The answers about work, months after a course.</summary>
    public static readonly CodeList WorkResults = Kind.Lists["work"];

    /// <summary>Members of a course's trade that are true or false.</summary>
    public static readonly IReadOnlyList<string> Offers = ["boarding", "childCare", "stipend", "screening"];
}
