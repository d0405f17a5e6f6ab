using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Pages.Api;

public sealed record InboxItem(
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
    Party Referrer,
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
    DateTimeOffset? ArrivedAt,
    int Places = 1,
    string? CodeWord = null,
    JsonObject? Extension = null
);

public sealed record HeardView(bool Right, string? Answer);

/// <summary>What a shift must know: arrivals, departures, and what the kind still asks to be done.</summary>
public sealed record TonightView(
    IReadOnlyList<Arrival> Arrivals,
    IReadOnlyList<Leaving> Exits,
    IReadOnlyList<Duty> Duties,
    bool More = false
) : IShortened;

public sealed record Arrival(
    Guid AttemptId,
    string CaseCode,
    DateTimeOffset? At,
    bool Agreed,
    string? MeetingPoint,
    string? Escort
);

public sealed record Leaving(Guid AttemptId, string CaseCode, DateTimeOffset At, JsonObject? Extension = null);

public sealed record Duty(Guid AttemptId, string CaseCode, string Code, DateTimeOffset DueAt);

public sealed record SurvivorView(
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

public sealed record ChildView(string Sex, string AgeBand);
