using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Portal.Api;

internal sealed record InboxItem(
    Guid AttemptId,
    string CaseCode,
    Guid PoolId,
    LocalText? PoolName,
    LocalText? SiteName,
    string Status,
    string BusinessStatus,
    string? Reason,
    string Urgency,
    DateTimeOffset? MedicalWindowEndsAt,
    SurvivorView? Survivor,
    Named Referrer,
    DateTimeOffset RequestedAt,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    DateTimeOffset? ScheduledAt,
    string? MeetingPoint,
    string? Escort,
    IReadOnlyList<string> AvailableActions,
    string? Etag,
    DateTimeOffset? ExpectedEndAt,
    string? Onward,
    DateTimeOffset? HealthCheckOfferedAt,
    DateTimeOffset? ArrivedAt,
    int Places = 1,
    string? Screening = null,
    string? Password = null
);

internal sealed record HeardView(bool Right, string? Answer);

/// <summary>Who comes, who goes, and who is still to be offered a health check.</summary>
internal sealed record TonightView(
    IReadOnlyList<ArrivalView> Arrivals,
    IReadOnlyList<LeavingView> Exits,
    IReadOnlyList<HealthCheckView> HealthChecks,
    bool More = false
) : IShortened;

internal sealed record ArrivalView(
    Guid AttemptId,
    string CaseCode,
    DateTimeOffset? At,
    bool Agreed,
    string? MeetingPoint,
    string? Escort
);

internal sealed record LeavingView(Guid AttemptId, string CaseCode, DateTimeOffset At, string? Onward);

internal sealed record HealthCheckView(Guid AttemptId, string CaseCode, DateTimeOffset DueAt);

internal sealed record SurvivorView(
    string Sex,
    string AgeBand,
    bool AgeEstimated,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Support,
    bool Fits,
    int WithChildren,
    IReadOnlyList<ChildView> Children,
    IReadOnlyList<string> Access,
    IReadOnlyList<ChildView>? Siblings = null
);

internal sealed record ChildView(string Sex, string AgeBand);
