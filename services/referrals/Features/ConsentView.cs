using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <param name="Ends">By purpose: when those end that do not end with <paramref name="ExpiresAt"/>.</param>
internal sealed record ConsentView(
    string Status,
    string Basis,
    IReadOnlyList<string> Purposes,
    IReadOnlyDictionary<string, DateTimeOffset> Ends,
    IReadOnlyList<string> Fields,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt
)
{
    public static ConsentView Of(ConsentReceipt c, DateTimeOffset now) =>
        new(c.Status(now), c.Basis, c.Purposes, c.Ends, c.Fields, c.At, c.ExpiresAt);
}
