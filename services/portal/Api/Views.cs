using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Portal.Api;

// What the pages show of the API's answers, in the API's words; members that no page shows are left out.

/// <summary>An answer that may hold only the beginning of a list.</summary>
internal interface IShortened
{
    bool More { get; }
}

internal sealed record ListOf<T>(IReadOnlyList<T> Items, string? NextCursor, bool More = false) : IShortened;

internal sealed record Named(Guid Id, string Name);

internal sealed record AreaView(string Province, string? District, LocalText? Name);

internal sealed record FoundPool(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Named Organisation,
    Guid SiteId,
    AreaView Area,
    bool Protected,
    string? IntakeContact,
    string Access,
    FoundCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    int? DistanceKm,
    IReadOnlyList<string> Fit,
    WhyView Why
);

/// <summary>What puts a place before others, and behind others.</summary>
internal sealed record WhyView(IReadOnlyList<string> For, IReadOnlyList<string> Against);

internal sealed record FoundCapacity(
    string Unit,
    int Maximum,
    int Available,
    int Waiting,
    DateTimeOffset ConfirmedAt,
    string Freshness,
    bool Estimate,
    bool Open
);

internal sealed record Found(
    IReadOnlyList<FoundPool> Items,
    int Total,
    bool TotalIsMore,
    string? NextCursor,
    DateTimeOffset? AsOf,
    bool Delayed
);

internal sealed record ReferralLine(
    Guid Id,
    string CaseCode,
    string Kind,
    string Urgency,
    string Status,
    string BusinessStatus,
    LineAttempt? Attempt,
    IReadOnlyList<string>? Alerts,
    IReadOnlyList<string> AvailableActions,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? MedicalWindowEndsAt
);

internal sealed record LineAttempt(
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
    NeverView? Never,
    IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<HistoryView> History,
    IReadOnlyList<FollowUpView> FollowUps,
    IReadOnlyList<WorkResultView> Work,
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

internal sealed record NeverView(
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

/// <summary>How it ended where a house has referred her on.</summary>
internal sealed record OnwardView(string Kind, string Outcome, DateTimeOffset At);

internal sealed record WorkResultView(int Month, string Result, DateTimeOffset At);

internal sealed record FollowUpView(int Round, int Month, DateTimeOffset DueAt, string? Result, string? Note);

internal sealed record ConferenceView(
    Guid Id,
    Guid ReferralId,
    Named CalledBy,
    DateTimeOffset At,
    IReadOnlyList<Named> Organisations,
    string? Note,
    DateTimeOffset? CancelledAt
);

internal sealed record CallView(Guid Id, DateTimeOffset At, string? Number, DateTimeOffset? NumberUntil);

/// <summary>How many of each of <see cref="Contracts.Codes.Callers"/>.</summary>
internal sealed record CallCountsView(
    IReadOnlyDictionary<string, int> Today,
    IReadOnlyDictionary<string, int> Last7Days
);

internal sealed record HandOverView(DateTimeOffset At, string Note);

internal sealed record ComplaintView(
    Guid Id,
    Guid OrganisationId,
    LocalText OrganisationName,
    DateTimeOffset CreatedAt,
    string Text,
    DateTimeOffset? ClosedAt,
    string? Note
);

/// <param name="Id">Of the first referral.</param>
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

internal sealed record ConsentView(
    string Status,
    string Basis,
    IReadOnlyList<string> Purposes,
    IReadOnlyDictionary<string, DateTimeOffset> Ends,
    IReadOnlyList<string> Fields,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt
);

/// <summary>What the provider's service alone tells: reasons in words, hour and place of the meeting.</summary>
internal sealed record ProviderSide(IReadOnlyList<ProviderWord> Items);

internal sealed record ProviderWord(
    Guid PoolId,
    string Status,
    string? Reason,
    string? Text,
    DateTimeOffset? ScheduledAt,
    string? MeetingPoint,
    string? Escort,
    DateTimeOffset? ArrivalDueAt,
    string? CaseCode = null,
    string? IntakeContact = null,
    string? Password = null,
    string? Answer = null,
    bool PasswordHeard = false,
    bool PasswordLocked = false
);

internal sealed record AddressView(string? Address, string? IntakeContact);

internal sealed record DetailsView(string? Name, string? Contact, ContactRuleView? ContactRule, string? Narrative);

internal sealed record ContactRuleView(
    IReadOnlyList<string>? Channels,
    string? Hours,
    bool? Voicemail,
    string? WhoElseMayAnswer
);

internal sealed record AccessView(DateTimeOffset At, string Who, string Organisation, string What, string Why);

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

/// <summary>Somebody who comes to a clinic at an hour: for the first time (<c>arrival</c>), or for what is on the agenda.</summary>
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

internal sealed record SiteView(
    Guid Id,
    LocalText Name,
    Area Area,
    bool Public,
    string? Address,
    bool AddressKept,
    Position? Position,
    string? IntakeContact,
    IReadOnlyList<string> Languages
);

internal sealed record PoolView(
    Guid Id,
    Guid SiteId,
    LocalText? SiteName,
    LocalText Name,
    string Access,
    PoolCapacity Capacity,
    Eligibility Eligibility,
    JsonObject? Trade,
    string? Etag,
    DateTimeOffset? StartsAt = null,
    Guid? CourseId = null
);

internal sealed record PoolCapacity(
    string Unit,
    int Maximum,
    int Occupied,
    int Held,
    int Available,
    int Waiting,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ConfirmedAt,
    string Source,
    bool Estimate,
    bool Admitting,
    bool Overbooked,
    bool Suspended,
    string? ClosedReason,
    DateTimeOffset? ClosedUntil
);

internal sealed record PlaceView(string Code, LocalText Name);

internal sealed record OrganisationView(
    Guid Id,
    LocalText Name,
    IReadOnlyList<string> Kinds,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SuspendedAt,
    DateOnly? AgreementUntil
);

internal sealed record PartnerRecordView(
    Guid Id,
    string Kind,
    DateOnly On,
    DateOnly? Until,
    IReadOnlyList<string> Met,
    IReadOnlyList<string> Unmet,
    string? Note
);

internal sealed record PersonView(
    Guid Id,
    string UserName,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? LastSignInAt
);

internal sealed record ClientView(
    string ClientId,
    string Label,
    IReadOnlyList<string> Roles,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DisabledAt,
    string? ClientSecret
);

/// <param name="ByAnother">Somebody outside the organisation let it in.</param>
internal sealed record AccessGivenView(
    OrganisationName Organisation,
    string What,
    IReadOnlyList<string> Roles,
    OrganisationName? ByOrganisation,
    bool ByAnother,
    DateTimeOffset CreatedAt
);

internal sealed record PartnerQuality(
    Named Organisation,
    int Pools,
    int Stale,
    int Unconfirmed,
    int WaitingForAnswer,
    int Overdue,
    int UnansweredLast30Days
);

internal sealed record AgedPool(
    Guid PoolId,
    string Kind,
    LocalText Name,
    Named Organisation,
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

internal sealed record ClosedMonth(string Month, DateTimeOffset ClosedAt);

internal sealed record FiguresOfMonth(IReadOnlyList<Figure> Items);

/// <param name="Count">Null: hidden.</param>
internal sealed record Figure(string Measure, string Kind, string By, string Key, int? Count, int? Minutes);

internal sealed record GazetteerReport(int Added, int Updated, int Unchanged, IReadOnlyList<BadRow> Bad);

internal sealed record BadRow(int Line, string Reason);

internal sealed record InvitationView(
    Guid Id,
    string DisplayName,
    IReadOnlyList<string> Roles,
    DateTimeOffset ExpiresAt,
    string? Code
);
