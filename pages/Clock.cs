using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Html;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Pages;

/// <summary>Days and hours as people here say them, in the network's time zone. Names of months and the order of words
/// come from the resource files, since the product runs without the machine's culture data.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "pages ask one clock for all of it")]
public sealed class Clock(Texts texts, TimeProvider time)
{
    public DateTimeOffset Now => NetworkTime.WithLocalOffset(time.GetUtcNow());

    /// <summary>An hour typed in a form (<c>2026-11-22T18:30</c>, in the network's time zone) as an instant.</summary>
    public DateTimeOffset Instant(DateTime local) => NetworkTime.Instant(local);

    /// <summary>As the field of a form expects it: <c>2026-11-22T18:30</c>.</summary>
    public string Field(DateTimeOffset at) => FormattableString.Invariant($"{NetworkTime.Local(at):yyyy-MM-ddTHH:mm}");

    /// <summary>Such as: today 18:30; tomorrow 08:00; 24 November 2026, 08:00.</summary>
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

    /// <summary>Such as 22 November 2026.</summary>
    public string Day(DateTimeOffset at) => Day(NetworkTime.DayOf(at));

    public string Day(DateOnly day) => texts["clock.date", day.Day, texts[$"month.{day.Month}"], day.Year];

    public DateOnly Today => NetworkTime.DayOf(Now);

    /// <summary>Such as November 2026, for <c>2026-11</c>.</summary>
    public string Month(string yearMonth) =>
        texts[
            "clock.month",
            texts[$"month.{int.Parse(yearMonth.AsSpan(5), CultureInfo.InvariantCulture)}"],
            int.Parse(yearMonth.AsSpan(0, 4), CultureInfo.InvariantCulture)
        ];

    /// <summary>Time from or until now, such as 5 minutes, 3 hours or 2 days, without its direction.</summary>
    public string Span(DateTimeOffset at) => Span((at - time.GetUtcNow()).Duration());

    public string Span(TimeSpan span) =>
        span.TotalMinutes < 1.5 ? texts["clock.minute"]
        : span.TotalMinutes < 90 ? texts["clock.minutes", (int)Math.Round(span.TotalMinutes)]
        : span.TotalHours < 36 ? texts["clock.hours", (int)Math.Round(span.TotalHours)]
        : texts["clock.days", (int)Math.Round(span.TotalDays)];

    /// <summary>Such as 3 hours ago.</summary>
    public string Ago(DateTimeOffset at) => texts["clock.ago", Span(at)];

    /// <summary>Such as in 30 minutes, or how long it has been overdue.</summary>
    public string Due(DateTimeOffset at) =>
        at >= time.GetUtcNow() ? texts["clock.in", Span(at)] : texts["clock.overdue", Span(at)];

    /// <summary>Such as 22 hours left; from two hours on rounded down to whole hours, so that nobody counts on more
    /// than there is.</summary>
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

    /// <summary>A <c>time</c> element: the instant for programs, the words for people.</summary>
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
