using System.Text.Json.Serialization;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Features;

/// <summary>A site as its own organisation sees it.</summary>
/// <param name="Address">Only for a public site: a protected address is told to nobody but the escort it is released
/// to.</param>
internal sealed record SiteView(
    Guid Id,
    LocalText Name,
    Area Area,
    bool Public,
    string? Address,
    bool AddressKept,
    Position? Position,
    string? IntakeContact,
    IReadOnlyList<string> Languages,
    [property: JsonIgnore] int Version
) : IResource
{
    public static SiteView Of(Site s, Sealer sealer) =>
        new(
            s.Id,
            s.Name,
            s.Area,
            s.Public,
            s.Public ? s.Address(sealer) : null,
            s.SealedAddress is not null,
            s.Position,
            s.IntakeContact,
            s.Languages,
            s.Version
        );
}
