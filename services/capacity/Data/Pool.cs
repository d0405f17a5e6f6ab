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

    /// <summary>JSON of the kind's own members.</summary>
    public string? Trade { get; init; }

    public int Maximum { get; init; }
    public int Occupied { get; init; }
    public int Held { get; init; }
    public int Waiting { get; init; }

    /// <summary>False: no new referral, whatever the count says.</summary>
    public bool Admitting { get; init; } = true;

    /// <summary>Why it takes nobody for a while; null: it is open.</summary>
    public string? ClosedReason { get; init; }

    /// <summary>When it opens again by itself; null: when somebody opens it.</summary>
    public DateTimeOffset? ClosedUntil { get; init; }

    internal Pool Another(Guid id, int maximum, DateTimeOffset now) =>
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

    /// <summary>True: more people than places; the count is true and admissions are closed.</summary>
    public bool Overbooked { get; init; }
    public bool Estimate { get; init; }
    public required string Source { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required DateTimeOffset ConfirmedAt { get; init; }
    public bool Removed { get; init; }

    /// <summary>Taken out of the network by a coordinator, with its site or its organisation.</summary>
    public bool Suspended { get; init; }

    /// <summary>Of what the publisher can edit: a hold does not disturb it.</summary>
    public int EditVersion { get; init; } = 1;

    /// <summary>Of the whole searchable state, in microseconds: see AvailabilityChanged.</summary>
    public required long Version { get; init; }

    public CapacityCount Count() =>
        new(Unit, Maximum, Occupied, Held, Waiting, UpdatedAt, ConfirmedAt, Source, Estimate);
}

/// <summary>Places kept for one attempt, or for a block. Their sum is <see cref="Pool.Held"/>.</summary>
internal sealed class Hold
{
    /// <summary>The attempt's, or the block's.</summary>
    public required Guid AttemptId { get; init; }
    public required Guid PoolId { get; init; }
    public int Places { get; init; } = 1;
}
