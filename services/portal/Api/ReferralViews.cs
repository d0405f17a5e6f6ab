namespace ReferralNetwork.Portal.Api;

internal sealed record ReferralLine(
    Guid Id,
    string CaseCode,
    string Kind,
    string Urgency,
    string Status,
    string BusinessStatus,
    CurrentAttempt? Attempt,
    IReadOnlyList<string>? Alerts,
    IReadOnlyList<string> AvailableActions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? MedicalWindowEndsAt
);

internal sealed record CurrentAttempt(
    string OrganisationName,
    Guid PoolId,
    string Status,
    string BusinessStatus,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    string? Reason
);

internal sealed record ReferralView(
    Guid Id,
    string CaseCode,
    string Kind,
    string Urgency,
    Survivor? Survivor,
    string Status,
    string BusinessStatus,
    int Round,
    IReadOnlyList<Guid> Plan,
    IReadOnlyList<AskedPool> Pools,
    NeverInput? Never,
    IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<HistoryView> History,
    IReadOnlyList<FollowUpView> FollowUps,
    IReadOnlyList<MeasuredView> Measured,
    IReadOnlyList<OnwardView> Onward,
    IReadOnlyList<CaseLine> Case,
    Guid? After,
    ConsentView? Consent,
    IReadOnlyList<string> Alerts,
    IReadOnlyList<string> AvailableActions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt,
    int Places = 1,
    DateTimeOffset? MedicalWindowEndsAt = null
);

internal sealed record AskedPool(Guid PoolId, LocalText Name, string? IntakeContact);

internal sealed record NeverInput(
    IReadOnlyList<Guid>? Organisations,
    IReadOnlyList<Guid>? Sites,
    IReadOnlyList<string>? Areas,
    IReadOnlyList<string>? Persons
);

internal sealed record AttemptView(
    Guid PoolId,
    Guid OrganisationId,
    string OrganisationName,
    int Round,
    string Status,
    string BusinessStatus,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    string? Reason,
    string? Outcome,
    string? Exit
);

internal sealed record HistoryView(
    DateTimeOffset At,
    Guid? PoolId,
    string Status,
    string BusinessStatus,
    string By,
    string? Reason,
    string? Note
);

/// <summary>How a referral ended by which a house referred the survivor on.</summary>
internal sealed record OnwardView(string Kind, string Outcome, DateTimeOffset At);

internal sealed record MeasuredView(string Measure, string Result, DateTimeOffset At);

internal sealed record FollowUpView(int Round, int Month, DateTimeOffset DueAt, string? Result, string? Note);

internal sealed record ConferenceView(
    Guid Id,
    Guid ReferralId,
    Party CalledBy,
    DateTimeOffset At,
    IReadOnlyList<Party> Organisations,
    string? Note,
    DateTimeOffset? CancelledAt
);

/// <param name="Id">Id of the first referral.</param>
internal sealed record CaseView(Guid Id);

internal sealed record CaseLine(
    Guid Id,
    string CaseCode,
    string Kind,
    string Status,
    string BusinessStatus,
    Guid? After
);

internal sealed record FollowUpLine(
    Guid Id,
    Guid ReferralId,
    string CaseCode,
    string Kind,
    int Month,
    DateTimeOffset DueAt,
    string? LastResult
);
