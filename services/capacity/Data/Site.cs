using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Data;

/// <summary>Where a service is given (HSDS location).</summary>
internal sealed class Site
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; set; }
    public required LocalText Name { get; set; }
    public required Area Area { get; set; }
    public required bool Public { get; set; }

    /// <summary>Of a public site only (rule 6).</summary>
    public Position? Position { get; set; }

    /// <summary>Sealed under <see cref="AddressPurpose"/>, public or not: one way to keep it.</summary>
    public byte[]? SealedAddress { get; private set; }
    public string? IntakeContact { get; set; }
    public required IReadOnlyList<string> Languages { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>A coordinator has taken it out of the network.</summary>
    public bool Suspended { get; set; }

    public const string AddressPurpose = "site-address";

    public void SetAddress(Sealer sealer, string? address) =>
        SealedAddress = Written.IsBlank(address) ? null : sealer.Seal(AddressPurpose, Id, address);

    public string? Address(Sealer sealer) =>
        SealedAddress is null ? null : sealer.Open<string>(AddressPurpose, Id, SealedAddress);
}
