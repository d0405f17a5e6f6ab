namespace ReferralNetwork.Portal.Api;

internal sealed record TransferView(
    Guid Id,
    Guid? ReferralId,
    string? CaseCode,
    string Kind,
    string Status,
    Party From,
    Party To,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    bool Incoming
);

internal sealed record TransferTakenView(Guid ReferralId, string? Note);

internal sealed record FormerLine(Guid Id, string CaseCode, string Kind, string NextOwner, DateTimeOffset Until);

internal sealed record FormerView(FormerLine Referral, IReadOnlyList<HistoryView> History);

internal sealed record OrganisationName(Guid Id, LocalText Name);
