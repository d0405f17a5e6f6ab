using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The figures of closed months, as they were decided, for coordinators and auditors. They show no person and
/// no case.</summary>
internal static class ReadFigures
{
    private static readonly CodeList Kinds = new([FigureCell.All, .. Codes.Kinds]);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var figures = routes.MapGroup("/api/figures").WithTags("figures");
        figures.MapGet("", List).For(Roles.Coordinator, Roles.Auditor);
        figures.MapGet("/{yearMonth}", Read).For(Roles.Coordinator, Roles.Auditor);
        figures.MapGet("/{yearMonth}.csv", ReadCsv).For(Roles.Coordinator, Roles.Auditor);
    }

    /// <summary>The months that are closed, the newest first.</summary>
    private static async Task<Ok<ClosedMonthsView>> List(ReferralsDb db, CancellationToken ct) =>
        TypedResults.Ok(
            new ClosedMonthsView([
                .. (await db.ClosedMonths.AsNoTracking().OrderByDescending(m => m.Month).ToListAsync(ct)).Select(
                    m => new ClosedMonthView(m.Month, m.ClosedAt)
                ),
            ])
        );

    /// <param name="yearMonth">As <c>2026-10</c>.</param>
    /// <param name="kind">A kind of help, or <c>all</c> for all together; everything when left out.</param>
    /// <param name="by">One breakdown; every one when left out.</param>
    private static async Task<Results<Ok<FiguresView>, Refused>> Read(
        string yearMonth,
        ReferralsDb db,
        CancellationToken ct,
        string? kind = null,
        string? by = null
    )
    {
        if (Check(yearMonth, kind, by) is { } bad)
            return bad;
        if (await db.ClosedMonths.AsNoTracking().SingleOrDefaultAsync(m => m.Month == yearMonth, ct) is not { } closed)
            return Problem.NotFound();
        return TypedResults.Ok(
            new FiguresView(closed.Month, closed.ClosedAt, await Items(db, yearMonth, kind, by, ct))
        );
    }

    /// <summary>The same as CSV: codes and numbers alone, so that no spreadsheet takes a text of it for a
    /// formula.</summary>
    private static async Task<Results<FileContentHttpResult, Refused>> ReadCsv(
        string yearMonth,
        ReferralsDb db,
        CancellationToken ct,
        string? kind = null,
        string? by = null
    )
    {
        if (Check(yearMonth, kind, by) is { } bad)
            return bad;
        if (!await db.ClosedMonths.AnyAsync(m => m.Month == yearMonth, ct))
            return Problem.NotFound();
        var csv = new StringBuilder("month,measure,kind,by,key,count,minutes\r\n");
        foreach (var f in await Items(db, yearMonth, kind, by, ct))
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{yearMonth},{f.Measure},{f.Kind},{f.By},{f.Key},{f.Count},{f.Minutes}\r\n"
            );
        return TypedResults.File(
            Encoding.UTF8.GetBytes(csv.ToString()),
            "text/csv; charset=utf-8",
            $"figures-{yearMonth}.csv"
        );
    }

    private static Refused? Check(string yearMonth, string? kind, string? by) =>
        Month.Parse(yearMonth) is null ? Problem.Field("yearMonth", "is a year and a month, as 2026-10")
        : kind is not null && !Kinds.Contains(kind) ? Problem.Field("kind", $"is none of: {Kinds}")
        : by is not null && !Tally.Breakdowns.Contains(by) ? Problem.Field("by", $"is none of: {Tally.Breakdowns}")
        : null;

    private static async Task<IReadOnlyList<FigureView>> Items(
        ReferralsDb db,
        string month,
        string? kind,
        string? by,
        CancellationToken ct
    ) =>
        [
            .. (await Select(db, month, kind, by).ToListAsync(ct))
                .OrderBy(f => Codes.Measures.IndexOf(f.Measure))
                .ThenBy(f => Kinds.IndexOf(f.Kind))
                .ThenBy(f => Tally.Breakdowns.IndexOf(f.By))
                .ThenBy(f => f.Key, StringComparer.Ordinal),
        ];

    internal static IQueryable<FigureView> Select(ReferralsDb db, string month, string? kind, string? by)
    {
        var figures = db.Figures.Where(f => f.Month == month);
        if (kind is not null)
            figures = figures.Where(f => f.Kind == kind);
        if (by is not null)
            figures = figures.Where(f => f.By == by);
        return figures.Select(f => new FigureView(f.Measure, f.Kind, f.By, f.Key, f.Count, f.Minutes));
    }

    private static int IndexOf(this CodeList list, string code) => list.Index().First(one => one.Item == code).Index;
}

internal sealed record ClosedMonthsView(IReadOnlyList<ClosedMonthView> Items);

/// <param name="Month">As <c>2026-10</c>.</param>
internal sealed record ClosedMonthView(string Month, DateTimeOffset ClosedAt);

internal sealed record FiguresView(string Month, DateTimeOffset ClosedAt, IReadOnlyList<FigureView> Items);

/// <param name="Kind">A kind of help, or <c>all</c>.</param>
/// <param name="By"><c>all</c>, <c>urgency</c>, <c>outcome</c>, <c>province</c> or <c>district</c>.</param>
/// <param name="Key">Which part of the breakdown; a district's code is its province's where the pool's district is not
/// known.</param>
/// <param name="Count">Null: hidden, as it is small or another that is small could be worked out from it.</param>
/// <param name="Minutes">Median minutes to the answer, in steps of 5.</param>
internal sealed record FigureView(string Measure, string Kind, string By, string Key, int? Count, int? Minutes);
