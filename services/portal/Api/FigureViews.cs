namespace ReferralNetwork.Portal.Api;

internal sealed record ClosedMonthView(string Month, DateTimeOffset ClosedAt);

internal sealed record FiguresView(IReadOnlyList<FigureView> Items);

/// <param name="Count">Null: suppressed (rule 9).</param>
internal sealed record FigureView(string Measure, string Kind, string By, string Key, int? Count, int? Minutes);
