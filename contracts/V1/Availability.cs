using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>A pool's whole searchable state. The highest <see cref="Version"/> wins.</summary>
/// <param name="Version">Microseconds since 1970 UTC, always more than the one before.</param>
/// <param name="Removed">True: a tombstone; the pool is gone from search.</param>
/// <param name="Protected">True: no position is known of it but its district.</param>
/// <param name="Position">Null unless the site is public.</param>
/// <param name="Admitting">False: closed to new referrals, whatever the count says.</param>
/// <param name="Trade">The fields that only this kind has (the pool's trade), as JSON.</param>
/// <param name="Again">True: sent on request; whoever learns something new from it had missed an event.</param>
/// <param name="ClosedUntil">When it takes somebody again; null where it is open, or nobody knows.</param>
[DataContract(Name = "availability-changed.v1")]
public sealed record AvailabilityChanged(
    Guid PoolId,
    long Version,
    bool Removed,
    string Kind,
    Guid SiteId,
    Guid OrganisationId,
    string OrganisationName,
    LocalText Name,
    Area Area,
    bool Protected,
    Position? Position,
    string? IntakeContact,
    string Access,
    bool Admitting,
    CapacityCount Capacity,
    Eligibility Eligibility,
    string? Trade,
    DateTimeOffset? ClosedUntil = null,
    bool Again = false
);

/// <summary>HSDS service_capacity. available = maximum - occupied - held, never below 0.</summary>
/// <param name="ConfirmedAt">When somebody last counted; the age of the number.</param>
/// <param name="Source">Who counted: <c>staff</c> or <c>system</c>.</param>
public sealed record CapacityCount(
    string Unit,
    int Maximum,
    int Occupied,
    int Held,
    int Waiting,
    DateTimeOffset UpdatedAt,
    DateTimeOffset ConfirmedAt,
    string Source,
    bool Estimate
)
{
    public int Available => Math.Max(0, Maximum - Occupied - Held);
}

/// <summary>NCDD codes as text: province 2 digits, district 4; leading zeros kept. P-code is <c>KH</c> and the
/// code.</summary>
public sealed record Area(string Province, string? District);

/// <summary>WGS 84 degrees.</summary>
public sealed record Position([property: JsonRequired] double Lat, [property: JsonRequired] double Lon);

/// <summary>A name in English or Khmer; one may be missing, not both.</summary>
public sealed record LocalText(string? En, string? Km)
{
    public override string ToString() => En ?? Km ?? "";
}

/// <summary>Asks provider services to publish their pools again, page after page: at each start and each
/// night.</summary>
/// <param name="Kind">Null asks every kind; with its kind a provider service asks itself for its next page.</param>
/// <param name="After">The last pool of the page before.</param>
[DataContract(Name = "availability-requested.v1")]
public sealed record AvailabilityRequested(DateTimeOffset At, string? Kind = null, Guid? After = null);

/// <summary>Every change of this kind's pools from before <see cref="At"/> has been published before this
/// event.</summary>
[DataContract(Name = "provider-heartbeat.v1")]
public sealed record ProviderHeartbeat(string Kind, DateTimeOffset At);
