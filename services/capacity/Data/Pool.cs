using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Capacity.Data;

/// <summary>
/// Countable places. The counts are changed by the ledger's conditional updates alone, never through a tracked entity.
/// </summary>
public sealed class Pool
{
    public required Guid Id { get; init; }
    public required Guid SiteId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required LocalText Name { get; init; }
    public required string Unit { get; init; }
    public required string Access { get; init; }
    public required Eligibility Eligibility { get; init; }

    /// <summary>The kind's own members (trade), as JSON.</summary>
    public string? Trade { get; init; }

    public int Maximum { get; init; }
    public int Occupied { get; init; }
    public int Held { get; init; }
    public int Waiting { get; init; }

    /// <summary>False: takes no new referral, whatever the counts say.</summary>
    public bool Admitting { get; init; } = true;

    /// <summary>Why the pool is closed for a while; null: it is open.</summary>
    public string? ClosedReason { get; init; }

    /// <summary>When it opens by itself; null: somebody must open it.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    internal Pool CopyWith(Guid id, int maximum, DateTimeOffset now) =>
        new()
        {
            Id = id,
            SiteId = SiteId,
            OrganisationId = OrganisationId,
            Name = Name,
            Unit = Unit,
            Access = Access,
            Eligibility = Eligibility,
            Trade = Trade,
            Maximum = maximum,
            Suspended = Suspended,
            Source = Features.Capacity.Staff,
            UpdatedAt = now,
            ConfirmedAt = now,
            Version = now.ToUnixTimeMicroseconds(),
        };

    public bool Admits => Admitting && ClosedReason is null;

    /// <summary>True: more people than places; the counts are true and admissions are closed.</summary>
    public bool Overbooked { get; init; }
    public bool Estimate { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required DateTimeOffset ConfirmedAt { get; init; }
    public bool Removed { get; init; }

    /// <summary>True while its site or organisation is suspended, or the latter is not admitted for the kind.</summary>
    public bool Suspended { get; init; }

    /// <summary>Version of what the publisher can edit; a hold does not change it.</summary>
    public int EditVersion { get; init; } = 1;

    /// <summary>Version of the whole searchable state, in microseconds since 1970: see AvailabilityChanged.</summary>
    public required long Version { get; init; }

    public CapacityCount Count() =>
        new(Unit, Maximum, Occupied, Held, Waiting, UpdatedAt, ConfirmedAt, Source, Estimate);
}

/// <summary>Places kept for one attempt or one group reservation. Their sum is <see cref="Pool.Held"/>.</summary>
internal sealed class Hold
{
    /// <summary>Id of the attempt or of the group reservation.</summary>
    public required Guid AttemptId { get; init; }
    public required Guid PoolId { get; init; }
    public int Places { get; init; } = 1;
}
