using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Identity.Data;

/// <summary>Rows that lists give in the order of their creation.</summary>
internal interface IListed
{
    Guid Id { get; }
    DateTimeOffset CreatedAt { get; }
}

/// <param name="Limit">1 to 200; 50 when missing.</param>
/// <param name="Cursor">The <c>nextCursor</c> of the page before.</param>
internal sealed record PageQuery(int? Limit, string? Cursor);

internal sealed class PageQueryValidator : AbstractValidator<PageQuery>
{
    public PageQueryValidator()
    {
        RuleFor(q => q.Limit)
            .Must(limit => limit is null or (>= 1 and <= Platform.Hosting.Page.MaxSize))
            .WithMessage($"is from 1 to {Platform.Hosting.Page.MaxSize}");
        RuleFor(q => q.Cursor)
            .Must(cursor => cursor is null || Listing.Read(cursor) is not null)
            .WithMessage("is no cursor of this list");
    }
}

internal static class Listing
{
    public static async Task<Page<TView>> Page<TRow, TView>(
        this IQueryable<TRow> rows,
        PageQuery query,
        Func<TRow, TView> view,
        CancellationToken ct,
        bool newestFirst = false
    )
        where TRow : class, IListed
    {
        var limit = query.Limit ?? Platform.Hosting.Page.DefaultSize;
        var (all, after) = (rows.AsNoTracking(), Read(query.Cursor));
        var ordered = newestFirst
            ? all.NewestFirst(row => row.CreatedAt, row => row.Id, after)
            : all.OldestFirst(row => row.CreatedAt, row => row.Id, after);
        var found = await ordered.Take(limit + 1).ToListAsync(ct);
        return Platform.Hosting.Page.Of(found, limit, view, row => new ListCursor(row.CreatedAt, row.Id));
    }

    internal static ListCursor? Read(string? text) => ListCursor.TryParse(text, null, out var cursor) ? cursor : null;
}
