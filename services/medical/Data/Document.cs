using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Medical.Data;

/// <summary>A sealed document about one attempt, such as a forensic report: it is never changed, and each who held it
/// is recorded.</summary>
internal sealed class Document
{
    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>One of the kind's document codes; decides whether it may be released.</summary>
    public required string Code { get; init; }
    public required string MediaType { get; init; }

    /// <summary>Bytes, before sealing.</summary>
    public required int Size { get; init; }

    /// <summary>SHA-256 of the file as it was handed in.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The document's own data key: destroying it destroys the document.</summary>
    public required WrappedKey Key { get; init; }
    public required byte[] Sealed { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
}

/// <summary>One link of a document's chain of custody: who had it, when and why, with a hash over this link and the one
/// before.</summary>
internal sealed class CustodyEntry
{
    public required Guid DocumentId { get; init; }

    /// <summary>From 1, without a gap.</summary>
    public required int Seq { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>User or client id.</summary>
    public required string By { get; init; }

    /// <summary><c>made</c>, <c>opened</c> or <c>released</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Only for a release: <c>consent</c> or <c>court-order</c>.</summary>
    public string? Basis { get; init; }

    /// <summary>Only for a release: to whom, and the court order or how she agreed. Sealed.</summary>
    public byte[]? SealedNote { get; init; }

    /// <summary>SHA-256 over the document's hash, this entry and the hash of the one before.</summary>
    public required byte[] Hash { get; init; }
}
