namespace ReferralNetwork.Portal.Domain;

/// <summary>What a clinic's pages know by code; a test holds the lists to those of the medical service.</summary>
internal static class ClinicCodes
{
    public static readonly string[] Documents = ["forensic-report", "test-result"];
    public static readonly string[] Bases = ["consent", "court-order"];

    /// <summary>What a document may be, and how such a file is called.</summary>
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
