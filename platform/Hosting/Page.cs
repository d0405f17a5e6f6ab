using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>A page of a list.</summary>
/// <param name="NextCursor">Send it back as <c>cursor</c> for the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>A list that is worked off from its top and has no further page: its items are the most urgent
/// ones.</summary>
/// <param name="More">True: there are more than these.</param>
public sealed record WorkList<T>(IReadOnlyList<T> Items, bool More);

public static class Page
{
    public const int DefaultSize = 50;
    public const int MaxSize = 200;

    /// <summary>Rows to read for a page of <see cref="MaxSize"/>: one more shows whether there is a next
    /// page.</summary>
    public const int OneMore = MaxSize + 1;

    /// <returns>Null when the limit is from 1 to 200.</returns>
    public static Refused? Check(int limit) =>
        limit is >= 1 and <= MaxSize ? null : Problem.Field("limit", $"is from 1 to {MaxSize}");

    /// <param name="items">The most urgent first; more than <paramref name="limit"/> where there is more.</param>
    public static WorkList<T> First<T>(IReadOnlyList<T> items, int limit = MaxSize) =>
        items.Count > limit ? new([.. items.Take(limit)], true) : new(items, false);

    /// <param name="rows">One more than <paramref name="limit"/> where there is a next page.</param>
    public static Page<TView> Of<TRow, TView>(
        List<TRow> rows,
        int limit,
        Func<TRow, TView> view,
        Func<TRow, ListCursor> place
    ) => new([.. rows.Take(limit).Select(view)], rows.Count > limit ? $"{place(rows[limit - 1])}" : null);

    /// <summary>For rows that are ordered by id alone.</summary>
    /// <param name="rows">One more than <paramref name="limit"/> where there is a next page.</param>
    public static Page<TView> Of<TRow, TView>(
        List<TRow> rows,
        int limit,
        Func<TRow, TView> view,
        Func<TRow, Guid> id
    ) => new([.. rows.Take(limit).Select(view)], rows.Count > limit ? id(rows[limit - 1]).ToString() : null);
}
