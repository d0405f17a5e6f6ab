using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Data;

/// <summary>What a provider service knows of a referral: enough to walk its plan.</summary>
public sealed class Referral
{
    public required Guid Id { get; init; }

    /// <summary>0: only a withdrawal has arrived yet; the row is its tombstone.</summary>
    public int Round { get; internal set; }

    /// <summary>Rounds up to this one are withdrawn.</summary>
    public int WithdrawnRound { get; internal set; }
    public Guid ReferrerId { get; internal set; }
    public string ReferrerName { get; internal set; } = "";

    /// <summary>When its owner last changed; a request that was sent before names the one before.</summary>
    public DateTimeOffset? OwnedAt { get; internal set; }
    public string By { get; internal set; } = "";
    public string Urgency { get; internal set; } = "";

    /// <summary>When hours that count for treatment or evidence are over.</summary>
    public DateTimeOffset? MedicalWindowEndsAt { get; internal set; }
    public IReadOnlyList<Guid> Plan { get; internal set; } = [];

    /// <summary>Of the last change of the plan that was heard of; 0 before any.</summary>
    public int PlanRound { get; internal set; }
    public int PlanVersion { get; internal set; }

    /// <summary>False once her consent has ended, and while it is contested: nothing is shared any more, and nobody
    /// else is asked.</summary>
    public bool Shared { get; internal set; } = true;

    /// <summary>Until when she may be asked how she is; null: she has not agreed to be.</summary>
    public DateTimeOffset? FollowUpUntil { get; internal set; }

    /// <summary>The walk was to go on while nothing is shared: it does when that has ended.</summary>
    public bool Stopped { get; internal set; }

    /// <summary>What each pool is asked for: all of them together or none.</summary>
    public int PlacesRequested { get; internal set; } = 1;

    /// <summary>The group whose block its place comes out of, where there is one.</summary>
    public Guid? GroupId { get; internal set; }

    /// <summary>Index in the plan of the next pool to ask.</summary>
    public int Next { get; internal set; }

    /// <summary>Attempts made in this round.</summary>
    public int Made { get; internal set; }
    public bool ContinueOnRefusal { get; internal set; }
    public bool Waitlist { get; internal set; }

    /// <summary>Null once nothing here needs it any more.</summary>
    public Survivor? Survivor { get; internal set; }
    public int Version { get; internal set; }

    /// <summary>
    /// Call where an attempt may become live: of two transactions that make one so at once, on any replica, one then
    /// finds the row changed and looks again. So at most one is.
    /// </summary>
    internal void GuardSingleLiveAttempt() => Version++;
}
