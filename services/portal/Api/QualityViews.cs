namespace ReferralNetwork.Portal.Api;

internal sealed record PartnerView(
    Party Organisation,
    int Pools,
    int Stale,
    int Unconfirmed,
    int WaitingForAnswer,
    int Overdue,
    int UnansweredLast30Days
);

internal sealed record OldPoolView(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Party Organisation,
    AreaView Area,
    string Freshness,
    DateTimeOffset ConfirmedAt,
    int Available,
    int Maximum,
    string? IntakeContact
);

internal sealed record AlertView(DateTimeOffset At, string Code, string? Kind, int Count);

internal sealed record IncidentView(
    Guid Id,
    string Status,
    int People,
    string District,
    Party DeclaredBy,
    Party? Second,
    DateTimeOffset At,
    DateTimeOffset? Until,
    DateTimeOffset? ReviewedAt,
    IReadOnlyDictionary<string, int> Kept
);
