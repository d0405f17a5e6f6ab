using Microsoft.Extensions.Configuration;

namespace ReferralNetwork.Capacity.Domain;

/// <summary>How much of one waiting list one partner may take.</summary>
/// <param name="Places">Most places that a partner's waiting referrals ask for together; a single one may ask for
/// more.</param>
internal sealed record WaitingListShare(int Places)
{
    /// <summary>Reason code where a partner's share of a waiting list is used up.</summary>
    public const string Full = "list-share";

    public static WaitingListShare From(IConfiguration configuration) =>
        new(configuration.GetValue("Waiting:OfOnePartner", 10));

    public bool Allows(int waiting, int more) => waiting == 0 || waiting + more <= Places;
}
