namespace ReferralNetwork.Medical.Pages;

/// <summary>Somebody who comes to a clinic at an hour: for the first time (<c>arrival</c>), or for an item of the
/// agenda.</summary>
internal sealed record DayLine(
    Guid AttemptId,
    string CaseCode,
    string Code,
    DateTimeOffset At,
    bool Interpreter,
    bool Accompanied
);

/// <param name="Size">Bytes.</param>
/// <param name="Given">How often it was released.</param>
internal sealed record DocumentView(
    Guid Id,
    string Code,
    string MediaType,
    int Size,
    string Hash,
    DateTimeOffset At,
    string By,
    bool Releasable,
    int Given,
    string Etag
);

internal sealed record GivenDocument(string MediaType, byte[] Content);

internal sealed record CustodyView(bool Intact, IReadOnlyList<LinkView> Links);

internal sealed record LinkView(
    int Seq,
    DateTimeOffset At,
    string By,
    string Action,
    string? Basis,
    ReleaseNote? Note,
    string Hash
);

internal sealed record ReleaseNote(string To, string? How, string? TakenBy, string? Court, string? Number);
