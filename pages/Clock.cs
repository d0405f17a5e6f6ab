using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Pages;

/// <summary>
/// Days and hours as people here say them, in the network's time zone.
/// Months and order come from the resource files: the product runs without a machine's own language data.
/// </summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "pages ask one clock for all of it")]
public sealed class Clock(Texts texts, TimeProvider time)
{
    public DateTimeOffset Now => NetworkTime.OnTheWall(time.GetUtcNow());

    /// <summary>An hour of a form (<c>2026-11-22T18:30</c>) as an instant.</summary>
    public DateTimeOffset Instant(DateTime local) => NetworkTime.Instant(local);

    /// <summary>As a form's field wants it.</summary>
    public string Field(DateTimeOffset at) => FormattableString.Invariant($"{NetworkTime.Local(at):yyyy-MM-ddTHH:mm}");

    /// <summary>Today 18:30; tomorrow 08:00; 24 November 2026, 08:00.</summary>
    public string Say(DateTimeOffset at)
    {
        var local = NetworkTime.Local(at);
        var hour = Texts.Digits(FormattableString.Invariant($"{local:HH:mm}"));
        return (local.Date - Now.Date).Days switch
        {
            0 => texts["clock.today", hour],
            1 => texts["clock.tomorrow", hour],
            -1 => texts["clock.yesterday", hour],
            _ => texts["clock.at", Day(at), hour],
        };
    }

    /// <summary>22 November 2026.</summary>
    public string Day(DateTimeOffset at) => Day(NetworkTime.DayOf(at));

    public string Day(DateOnly day) => texts["clock.date", day.Day, texts[$"month.{day.Month}"], day.Year];

    public DateOnly Today => NetworkTime.DayOf(Now);

    /// <summary>November 2026, of <c>2026-11</c>.</summary>
    public string Month(string yearMonth) =>
        texts[
            "clock.month",
            texts[$"month.{int.Parse(yearMonth.AsSpan(5), CultureInfo.InvariantCulture)}"],
            int.Parse(yearMonth.AsSpan(0, 4), CultureInfo.InvariantCulture)
        ];

    /// <summary>5 minutes, 3 hours or 2 days; whichever direction.</summary>
    public string Span(DateTimeOffset at) => Span((at - time.GetUtcNow()).Duration());

    public string Span(TimeSpan span) =>
        span.TotalMinutes < 1.5 ? texts["clock.minute"]
        : span.TotalMinutes < 90 ? texts["clock.minutes", (int)Math.Round(span.TotalMinutes)]
        : span.TotalHours < 36 ? texts["clock.hours", (int)Math.Round(span.TotalHours)]
        : texts["clock.days", (int)Math.Round(span.TotalDays)];

    /// <summary>3 hours ago.</summary>
    public string Ago(DateTimeOffset at) => texts["clock.ago", Span(at)];

    /// <summary>In 30 minutes, or since when it is overdue.</summary>
    public string Due(DateTimeOffset at) =>
        at >= time.GetUtcNow() ? texts["clock.in", Span(at)] : texts["clock.overdue", Span(at)];

    /// <summary>22 hours left, in whole hours that are there: half an hour is none that one can count on.</summary>
    public string Left(DateTimeOffset end)
    {
        var left = end - time.GetUtcNow();
        return left <= TimeSpan.Zero
            ? texts["clock.over"]
            : texts[
                "clock.left",
                left < TimeSpan.FromHours(2) ? Span(left) : texts["clock.hours", (int)left.TotalHours]
            ];
    }

    public bool IsPast(DateTimeOffset at) => at < time.GetUtcNow();

    /// <summary>Machine-readable beside the words.</summary>
    public static IHtmlContent Tag(DateTimeOffset at, string words)
    {
        var html = new HtmlContentBuilder();
        return html.AppendHtml(
                FormattableString.Invariant($"<time datetime=\"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">")
            )
            .Append(words)
            .AppendHtml("</time>");
    }
}
