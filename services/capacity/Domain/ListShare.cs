using Microsoft.Extensions.Configuration;

namespace ReferralNetwork.Capacity.Domain;

/// <summary>How much of one waiting list may be one partner's.</summary>
/// <param name="Places">What its referrals there ask for together; one that waits alone may ask for more.</param>
internal sealed record ListShare(int Places)
{
    /// <summary>The reason that whoever is kept off a list is told.</summary>
    public const string Full = "list-share";

    public static ListShare From(IConfiguration configuration) =>
        new(configuration.GetValue("Waiting:OfOnePartner", 10));

    public bool Allows(int waiting, int more) => waiting == 0 || waiting + more <= Places;
}
