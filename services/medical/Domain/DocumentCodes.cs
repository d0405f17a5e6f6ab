using ReferralNetwork.Contracts;

namespace ReferralNetwork.Medical.Domain;

/// <summary>What documents a clinic keeps under seal, and on what basis it releases them.</summary>
internal static class DocumentCodes
{
    private static readonly KindDescriptor Kind = KindDescriptor.Of("medical");

    public static readonly CodeList Documents = Kind.Lists["document"];

    /// <summary>Documents that may be released to somebody else. Results of tests never leave the clinic.</summary>
    public static readonly CodeList Released = new("forensic-report");

    /// <summary>On what basis a document is released.</summary>
    public static readonly CodeList Bases = Kind.Lists["basis"];
}
