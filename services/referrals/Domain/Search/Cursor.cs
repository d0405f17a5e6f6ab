using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>The whole sort key of the last item of a page; opaque to clients.</summary>
/// <param name="Level">Level in the <see cref="Ranking"/>.</param>
/// <param name="Km">0 where distance does not count.</param>
internal sealed record Cursor(int Level, int Km, string Area, string Kind, int Tier, Guid PoolId)
{
    private const char Separator = '|';

    public override string ToString() =>
        Base64Url.EncodeToString(
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{Level}|{Km}|{Area}|{Kind}|{Tier}|{PoolId:N}")
            )
        );

    /// <summary>False for anything that <see cref="ToString"/> never wrote.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text is null || text.Length > 400 || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        if (
            parts.Length != 6
            || !Number(parts[0], out var level)
            || level >= Ranking.Levels
            || !Number(parts[1], out var km)
            || !Number(parts[4], out var tier)
            || tier >= Readiness.Tiers
            || !Guid.TryParseExact(parts[5], "N", out var poolId)
        )
            return false;
        cursor = new(level, km, parts[2], parts[3], tier, poolId);
        return true;
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
