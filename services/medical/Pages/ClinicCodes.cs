namespace ReferralNetwork.Medical.Pages;

/// <summary>Code lists and limits that a clinic's pages use.</summary>
internal static class ClinicCodes
{
    private static readonly KindDescriptor Kind = KindDescriptor.Of("medical");

    public static readonly CodeList Documents = Kind.Lists["document"];
    public static readonly CodeList Bases = Kind.Lists["basis"];

    /// <summary>The media types that a document may have, with their file extensions.</summary>
    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["application/pdf"] = ".pdf",
        ["image/jpeg"] = ".jpg",
        ["image/png"] = ".png",
        ["text/plain"] = ".txt",
    };

    /// <summary>Bytes of one.</summary>
    public const int MaxFile = 2 * 1024 * 1024;
}
