using System.Linq.Expressions;

namespace ReferralNetwork.Platform.Data;

/// <summary>Orders rows by a time and then by id, and begins after a given row: the only orders that lists
/// have.</summary>
public static class Ordered
{
    public static IOrderedQueryable<T> OldestFirst<T>(
        this IQueryable<T> rows,
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        ListCursor? after
    ) => rows.After(at, id, after).OrderBy(at).ThenBy(id);

    /// <summary>The rows after <paramref name="place"/> where the oldest come first, in no order yet: for callers who
    /// first join others to them.</summary>
    public static IQueryable<T> After<T>(
        this IQueryable<T> rows,
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        ListCursor? place
    ) =>
        place is not { } last
            ? rows
            // In this form the database can begin at one point of an index.
            : rows.Where(Of(at, id, (time, key) => time >= last.At && (time > last.At || key.CompareTo(last.Id) > 0)));

    public static IOrderedQueryable<T> NewestFirst<T>(
        this IQueryable<T> rows,
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        ListCursor? after
    )
    {
        if (after is { } last)
            rows = rows.Where(
                Of(at, id, (time, key) => time <= last.At && (time < last.At || key.CompareTo(last.Id) < 0))
            );
        return rows.OrderByDescending(at).ThenByDescending(id);
    }

    /// <summary>Ordered by id as the database compares ids, which has no meaning: for callers who want all
    /// rows.</summary>
    public static IOrderedQueryable<T> InAnyOrder<T>(this IQueryable<T> rows, Expression<Func<T, Guid>> id, Guid? after)
    {
        if (after is { } last)
            rows = rows.Where(Of(id, key => key.CompareTo(last) > 0));
        return rows.OrderBy(id);
    }

    private static Expression<Func<T, bool>> Of<T>(Expression<Func<T, Guid>> id, Expression<Func<Guid, bool>> rule) =>
        Expression.Lambda<Func<T, bool>>(
            new ParameterReplacer(rule.Parameters[0], id.Body).Visit(rule.Body),
            id.Parameters
        );

    private static Expression<Func<T, bool>> Of<T>(
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        Expression<Func<DateTimeOffset, Guid, bool>> rule
    )
    {
        var row = at.Parameters[0];
        var key = new ParameterReplacer(id.Parameters[0], row).Visit(id.Body);
        var body = new ParameterReplacer(rule.Parameters[1], key).Visit(
            new ParameterReplacer(rule.Parameters[0], at.Body).Visit(rule.Body)
        );
        return Expression.Lambda<Func<T, bool>>(body, row);
    }

    private sealed class ParameterReplacer(ParameterExpression name, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == name ? value : node;
    }
}
