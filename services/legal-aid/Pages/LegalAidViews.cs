namespace ReferralNetwork.LegalAid.Pages;

// The members of the API's answers that a legal desk's pages show.

internal sealed record MatterLine(
    Guid AttemptId,
    string CaseCode,
    string Status,
    string Urgency,
    Guid? AssignedTo,
    string? Lawyer,
    NextDateView? Next,
    bool? Conflict
);

internal sealed record NextDateView(string Code, DateTimeOffset At, bool Interpreter, bool Accompanied);

internal sealed record SuggestionView(Guid MemberId, string Name, IReadOnlyList<string> Fits, int Load, int Most);

internal sealed record AssignmentView(
    Guid MemberId,
    string Name,
    DateTimeOffset From,
    DateTimeOffset? Until,
    string? Note
);

internal sealed record MemberView(
    Guid Id,
    string Name,
    IReadOnlyList<string> Provinces,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Does,
    int Most,
    bool Active,
    int Load,
    string? Etag
);

internal sealed record CriminalView(bool Possible, IReadOnlyList<string> MayComplain, RegisteredView? Registered);

internal sealed record RegisteredView(string Complainant, string Authority, DateOnly RegisteredOn, string? Reference);

internal sealed record ConflictView(bool Conflict);
