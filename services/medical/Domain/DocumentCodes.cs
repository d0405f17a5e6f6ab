using ReferralNetwork.Contracts;

namespace ReferralNetwork.Medical.Domain;

/// <summary>What a clinic keeps of somebody under seal, and upon what it gives it out.</summary>
internal static class DocumentCodes
{
    private static readonly KindDescriptor Kind = KindDescriptor.Of("medical");

    public static readonly CodeList Documents = Kind.Lists["document"];

    /// <summary>Of these, what may be given to somebody else. What a test showed never leaves the clinic.</summary>
    public static readonly CodeList Released = new("forensic-report");

    /// <summary>What a document is given out upon.</summary>
    public static readonly CodeList Bases = Kind.Lists["basis"];
}
