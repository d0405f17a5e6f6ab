namespace ReferralNetwork.Portal.Api;

internal sealed record ClosedMonth(string Month, DateTimeOffset ClosedAt);

internal sealed record FiguresOfMonth(IReadOnlyList<Figure> Items);

/// <param name="Count">Null: suppressed (rule 9).</param>
internal sealed record Figure(string Measure, string Kind, string By, string Key, int? Count, int? Minutes);
