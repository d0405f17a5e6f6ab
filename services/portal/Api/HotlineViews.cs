namespace ReferralNetwork.Portal.Api;

internal sealed record CallView(Guid Id, DateTimeOffset At, string? Number, DateTimeOffset? NumberUntil);

/// <summary>Number of calls by each of <see cref="Contracts.Codes.Callers"/>.</summary>
internal sealed record CallCountsView(
    IReadOnlyDictionary<string, int> Today,
    IReadOnlyDictionary<string, int> Last7Days
);

internal sealed record ShiftNoteView(DateTimeOffset At, string Note);
