using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace ReferralNetwork.Platform.Data;

/// <summary>A row's position in an order by a time and then by id; as text a list's <c>nextCursor</c>. Ids alone are in
/// no order of time: SQL Server compares their last bytes first.</summary>
public readonly record struct ListCursor(DateTimeOffset At, Guid Id)
{
    private const int Size = 24;

    /// <summary>Called by the framework to bind a parameter of a query.</summary>
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
