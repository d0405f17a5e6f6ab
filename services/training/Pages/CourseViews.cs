using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Training.Pages;

internal sealed record FundView(Guid Id, LocalText Name, int Grants, int Given, int Left, DateOnly? Until, string Etag);

internal sealed record GrantView(Guid FundId, LocalText FundName, DateTimeOffset At);

/// <param name="PercentPresent">Null: no day counts yet.</param>
internal sealed record AttendanceView(IReadOnlyList<DayMark> Days, int? PercentPresent);

internal sealed record DayMark(DateOnly Day, string Mark);

/// <param name="Month">Months after the course.</param>
internal sealed record WorkDue(Guid AttemptId, string CaseCode, int Month, DateTimeOffset DueAt);

internal sealed record WorkView(int Month, DateTimeOffset DueAt, string? Result, DateTimeOffset? At);

internal sealed record GuideLine(
    Guid PoolId,
    LocalText Name,
    Party Organisation,
    LocalText SiteName,
    Area Area,
    string? Address,
    string? IntakeContact,
    DateTimeOffset? StartsAt,
    JsonObject? Trade,
    int Maximum,
    int Free,
    int Waiting,
    bool Open
);
