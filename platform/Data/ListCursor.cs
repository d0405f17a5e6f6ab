using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace ReferralNetwork.Platform.Data;

/// <summary>
/// A row's place in an order by a time and then by id, and what a list answers as <c>nextCursor</c>. Ids alone are no
/// order: SQL Server compares their last bytes first, so there the newest of them comes anywhere.
/// </summary>
public readonly record struct ListCursor(DateTimeOffset At, Guid Id)
{
    private const int Size = 24;

    /// <summary>As the framework binds a parameter of a query.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out ListCursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text?.Length != Base64Url.GetEncodedLength(Size) || !Base64Url.TryDecodeFromChars(text, bytes, out _))
            return false;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (microseconds < 0 || microseconds >= DateTimeOffset.MaxValue.ToUnixTimeMicroseconds())
            return false;
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
