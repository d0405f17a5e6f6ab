namespace ReferralNetwork.Portal.Api;

/// <summary>What only the provider's service tells: reasons in words, hour and place of the meeting.</summary>
internal sealed record ProviderAttempts(IReadOnlyList<ProviderAttempt> Items);

internal sealed record ProviderAttempt(
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
