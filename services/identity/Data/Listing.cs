using System.Buffers.Binary;
using System.Buffers.Text;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity.Data;

/// <summary>Rows that lists give in the order of their creation.</summary>
internal interface IListed
{
    Guid Id { get; }
    DateTimeOffset CreatedAt { get; }
}

/// <param name="Limit">1 to 200; 50 when missing.</param>
/// <param name="Cursor">The page before's <c>nextCursor</c>.</param>
internal sealed record PageQuery(int? Limit, string? Cursor);

internal sealed class PageQueryValidator : AbstractValidator<PageQuery>
{
    public PageQueryValidator()
    {
        RuleFor(q => q.Limit).Must(limit => limit is null or (>= 1 and <= Platform.Page.Longest)).WithMessage($"is from 1 to {Platform.Page.Longest}");
        RuleFor(q => q.Cursor).Must(cursor => cursor is null || Listing.Read(cursor) is not null).WithMessage("is no cursor of this list");
    }
}

internal static class Listing
{
    private const int CursorBytes = 24;

    public static async Task<Page<TView>> Page<TRow, TView>(
        this IQueryable<TRow> rows, PageQuery query, Func<TRow, TView> view, CancellationToken ct, bool newestFirst = false) where TRow : class, IListed
    {
        var limit = query.Limit ?? Platform.Page.Default;
        if (query.Cursor is not null && Read(query.Cursor) is (var at, var id))
            rows = newestFirst
                ? rows.Where(row => row.CreatedAt < at || (row.CreatedAt == at && row.Id.CompareTo(id) < 0))
                : rows.Where(row => row.CreatedAt > at || (row.CreatedAt == at && row.Id.CompareTo(id) > 0));
        var ordered = newestFirst
            ? rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            : rows.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id);
        var found = await ordered.AsNoTracking().Take(limit + 1).ToListAsync(ct);
        return new([.. found.Take(limit).Select(view)], found.Count > limit ? Write(found[limit - 1]) : null);
    }

    private static string Write(IListed last)
    {
        Span<byte> cursor = stackalloc byte[CursorBytes];
        BinaryPrimitives.WriteInt64BigEndian(cursor, last.CreatedAt.ToUnixTimeMicroseconds());
        last.Id.TryWriteBytes(cursor[8..]);
        return Base64Url.EncodeToString(cursor);
    }

    internal static (DateTimeOffset At, Guid Id)? Read(string text)
    {
        Span<byte> cursor = stackalloc byte[CursorBytes];
        if (text.Length != Base64Url.GetEncodedLength(CursorBytes) || !Base64Url.TryDecodeFromChars(text, cursor, out _)) return null;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(cursor);
        return microseconds >= 0 && microseconds < DateTimeOffset.MaxValue.ToUnixTimeMicroseconds()
            ? (Microseconds.FromUnixTimeMicroseconds(microseconds), new Guid(cursor[8..])) : null;
    }
}
