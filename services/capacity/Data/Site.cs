using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Data;

/// <summary>Where a service is given (HSDS location).</summary>
public sealed class Site
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public string OrganisationName { get; internal set; } = "";
    public required LocalText Name { get; set; }
    public required Area Area { get; set; }
    public required bool Public { get; set; }

    /// <summary>Of a public site only (rule 6).</summary>
    public Position? Position { get; internal set; }

    /// <summary>Sealed under <see cref="AddressPurpose"/>, for a public site too: there is one way to store
    /// it.</summary>
    internal byte[]? SealedAddress { get; private set; }
    public string? IntakeContact { get; internal set; }
    public required IReadOnlyList<string> Languages { get; set; }
    public int Version { get; internal set; } = 1;

    /// <summary>True: a coordinator has suspended the site.</summary>
    public bool Suspended { get; internal set; }

    internal const string AddressPurpose = "site-address";

    internal void SetAddress(Sealer sealer, string? address) =>
        SealedAddress = VisibleText.IsBlank(address) ? null : sealer.Seal(AddressPurpose, Id, address);

    public string? Address(Sealer sealer) =>
        SealedAddress is null ? null : sealer.Open<string>(AddressPurpose, Id, SealedAddress);
}
