using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// A row's place in an order by a time and then by id, and what a list answers as <c>nextCursor</c>. Ids alone are no order: SQL Server
/// compares their last bytes first, so there the newest of them comes anywhere.
/// </summary>
public readonly record struct Cursor(DateTimeOffset At, Guid Id)
{
    private const int Size = 24;

    /// <summary>As the framework binds a parameter of a query.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text?.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.TryDecodeFromChars(text, bytes, out _)) return false;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (microseconds < 0 || microseconds >= DateTimeOffset.MaxValue.ToUnixTimeMicroseconds()) return false;
        cursor = new(Microseconds.FromUnixTimeMicroseconds(microseconds), new Guid(bytes[8..]));
        return true;
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.ToUnixTimeMicroseconds());
        Id.TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }
}

/// <summary>Rows in the order of a time and then of their ids, after one of them.</summary>
public static class Ordered
{
    public static IOrderedQueryable<T> OldestFirst<T>(
        this IQueryable<T> rows, Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Guid>> id, Cursor? after)
    {
        // Said so that an index has one end to begin from.
        if (after is { } last)
            rows = rows.Where(Of(at, id, (time, key) => time >= last.At && (time > last.At || key.CompareTo(last.Id) > 0)));
        return rows.OrderBy(at).ThenBy(id);
    }

    public static IOrderedQueryable<T> NewestFirst<T>(
        this IQueryable<T> rows, Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Guid>> id, Cursor? after)
    {
        if (after is { } last)
            rows = rows.Where(Of(at, id, (time, key) => time <= last.At && (time < last.At || key.CompareTo(last.Id) < 0)));
        return rows.OrderByDescending(at).ThenByDescending(id);
    }

    private static Expression<Func<T, bool>> Of<T>(
        Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Guid>> id, Expression<Func<DateTimeOffset, Guid, bool>> rule)
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
