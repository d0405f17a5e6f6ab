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
    string? CodeWord = null,
    string? Answer = null,
    bool CodeWordHeard = false,
    bool CodeWordLocked = false
);

internal sealed record AddressView(string? Address, string? IntakeContact);
