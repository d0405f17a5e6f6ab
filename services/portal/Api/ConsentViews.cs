namespace ReferralNetwork.Portal.Api;

internal sealed record ConsentView(
    string Status,
    string Basis,
    IReadOnlyList<string> Purposes,
    IReadOnlyDictionary<string, DateTimeOffset> Ends,
    IReadOnlyList<string> Fields,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt
);

internal sealed record DetailsView(string? Name, string? Contact, ContactRule? ContactRule, string? Narrative);

internal sealed record ContactRule(
    IReadOnlyList<string>? Channels,
    string? Hours,
    bool? Voicemail,
    string? WhoElseMayAnswer
);

internal sealed record AccessView(DateTimeOffset At, string Who, string Organisation, string What, string Why);
