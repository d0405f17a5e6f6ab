using System.Security.Claims;
using System.Text.Json.Serialization;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>An offer as either side sees it: what kind of help is under way, and to the receiver nothing of whom it is
/// for.</summary>
/// <param name="Incoming">True: the caller may accept it.</param>
internal sealed record TransferView(
    Guid Id,
    Guid? ReferralId,
    string? CaseCode,
    string Kind,
    string Status,
    Party From,
    Party To,
    DateTimeOffset At,
    DateTimeOffset ExpiresAt,
    bool Incoming
) : IResource
{
    [JsonIgnore]
    public int Version => 1;

    public static TransferView Of(ReferralTransfer o, Referral r, ClaimsPrincipal user) =>
        user.Organisation() == o.FromId
            ? new(
                o.Id,
                r.Id,
                r.CaseCode,
                r.Kind,
                r.Status,
                new(o.FromId, o.FromName),
                new(o.ToId, o.ToName),
                o.At,
                o.ExpiresAt,
                false
            )
            : new(
                o.Id,
                null,
                null,
                r.Kind,
                r.Status,
                new(o.FromId, o.FromName),
                new(o.ToId, o.ToName),
                o.At,
                o.ExpiresAt,
                true
            );
}
