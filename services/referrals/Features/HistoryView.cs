using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <param name="By">User or client id, <c>clock</c> or <c>service</c>.</param>
/// <param name="Note">The referrer's own words.</param>
internal sealed record HistoryView(
    DateTimeOffset At,
    Guid? PoolId,
    string Status,
    string BusinessStatus,
    string By,
    string? Reason,
    string? Note
)
{
    public static HistoryView Of(HistoryRow h, Sealer sealer) =>
        new(
            h.At,
            h.PoolId,
            h.Status,
            h.BusinessStatus,
            h.By,
            h.Reason,
            h.SealedNote is null ? null : sealer.Open<string>(HistoryRow.NotePurpose, h.ReferralId, h.SealedNote)
        );
}
