namespace ReferralNetwork.LegalAid.Pages;

// The members of the API's answers that a legal desk's pages show.

internal sealed record MatterView(
    Guid AttemptId,
    string CaseCode,
    string Status,
    string Urgency,
    Guid? AssignedTo,
    string? Lawyer,
    NextDate? Next,
    bool? Conflict
);

internal sealed record NextDate(string Code, DateTimeOffset At, bool Interpreter, bool Accompanied);

internal sealed record Suggestion(Guid MemberId, string Name, IReadOnlyList<string> Fits, int Load, int Most);

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

internal sealed record CriminalComplaintsView(
    bool Possible,
    IReadOnlyList<string> MayComplain,
    CriminalComplaintView? Registered
);

internal sealed record CriminalComplaintView(
    string Complainant,
    string Authority,
    DateOnly RegisteredOn,
    string? Reference
);

internal sealed record ConflictView(bool Conflict);
