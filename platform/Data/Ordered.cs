using System.Linq.Expressions;

namespace ReferralNetwork.Platform.Data;

/// <summary>Rows in the order of a time and then of their ids, from one of them on: the only orders that a list
/// has.</summary>
public static class Ordered
{
    public static IOrderedQueryable<T> OldestFirst<T>(
        this IQueryable<T> rows,
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        ListCursor? after
    ) => rows.After(at, id, after).OrderBy(at).ThenBy(id);

    /// <summary>Those after it where the oldest come first; whoever joins others to them orders them
    /// afterwards.</summary>
    public static IQueryable<T> After<T>(
        this IQueryable<T> rows,
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        ListCursor? place
    ) =>
        place is not { } last
            ? rows
            // Said so that an index has one end to begin from.
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

    /// <summary>One after the other in the order that the database has for ids, which means nothing: for whoever wants
    /// them all.</summary>
    public static IOrderedQueryable<T> InAnyOrder<T>(this IQueryable<T> rows, Expression<Func<T, Guid>> id, Guid? after)
    {
        if (after is { } last)
            rows = rows.Where(Of(id, key => key.CompareTo(last) > 0));
        return rows.OrderBy(id);
    }

    private static Expression<Func<T, bool>> Of<T>(Expression<Func<T, Guid>> id, Expression<Func<Guid, bool>> rule) =>
        Expression.Lambda<Func<T, bool>>(new Put(rule.Parameters[0], id.Body).Visit(rule.Body), id.Parameters);

    private static Expression<Func<T, bool>> Of<T>(
        Expression<Func<T, DateTimeOffset>> at,
        Expression<Func<T, Guid>> id,
        Expression<Func<DateTimeOffset, Guid, bool>> rule
    )
    {
        var row = at.Parameters[0];
        var key = new Put(id.Parameters[0], row).Visit(id.Body);
        var body = new Put(rule.Parameters[1], key).Visit(new Put(rule.Parameters[0], at.Body).Visit(rule.Body));
        return Expression.Lambda<Func<T, bool>>(body, row);
    }

    private sealed class Put(ParameterExpression name, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == name ? value : node;
    }
}
