using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Data;

/// <summary>A pool's last known searchable state, from which a replica fills its index.</summary>
internal sealed class AvailabilityRow
{
    public required Guid PoolId { get; init; }
    public long Version { get; set; }

    /// <summary>When this row was written, by this database's clock: the sweep reads the recent ones again.</summary>
    public DateTimeOffset AppliedAt { get; set; }
    public AvailabilityChanged State { get; set; } = null!;
}

/// <summary>A province, district or commune.</summary>
internal sealed class PlaceRow
{
    public required string Code { get; init; }
    public required LocalText Name { get; set; }
    public required double Lat { get; set; }
    public required double Lon { get; set; }
    public required bool Inherited { get; set; }

    /// <summary>By this database's clock: the sweep reads the recent ones again.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    public Place Place() => new(Code, Name, Lat, Lon, Inherited);
}
