using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Data;

/// <summary>What a provider service knows of a referral: enough to walk its plan.</summary>
internal sealed class Referral
{
    public required Guid Id { get; init; }

    /// <summary>0: only a withdrawal has arrived yet; the row is its tombstone.</summary>
    public int Round { get; set; }

    /// <summary>Rounds up to this one are withdrawn.</summary>
    public int WithdrawnRound { get; set; }
    public Guid ReferrerId { get; set; }
    public string ReferrerName { get; set; } = "";

    /// <summary>When its owner last changed; a request that was sent before names the one before.</summary>
    public DateTimeOffset? OwnedAt { get; set; }
    public string By { get; set; } = "";
    public string Urgency { get; set; } = "";

    /// <summary>When hours that count for treatment or evidence are over.</summary>
    public DateTimeOffset? MedicalWindowEndsAt { get; set; }
    public IReadOnlyList<Guid> Plan { get; set; } = [];

    /// <summary>Of the last change of the plan that was heard of; 0 before any.</summary>
    public int PlanRound { get; set; }
    public int PlanVersion { get; set; }

    /// <summary>False once her consent has ended, and while it is contested: nothing is shared any more, and nobody else is asked.</summary>
    public bool Shared { get; set; } = true;

    /// <summary>Until when she may be asked how she is; null: she has not agreed to be.</summary>
    public DateTimeOffset? FollowUpUntil { get; set; }

    /// <summary>The walk was to go on while nothing is shared: it does when that has ended.</summary>
    public bool Stopped { get; set; }

    /// <summary>What each pool is asked for: all of them together or none.</summary>
    public int Places { get; set; } = 1;

    /// <summary>The group whose block its place comes out of, where there is one.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>Index in the plan of the next pool to ask.</summary>
    public int Next { get; set; }

    /// <summary>Attempts made in this round.</summary>
    public int Made { get; set; }
    public bool ContinueOnRefusal { get; set; }
    public bool Waitlist { get; set; }

    /// <summary>Null once nothing here needs it any more.</summary>
    public Survivor? Survivor { get; set; }
    public int Version { get; set; }

    /// <summary>
    /// Call where an attempt may become live: of two transactions that make one so at once, on any replica, one then finds
    /// the row changed and looks again. So at most one is.
    /// </summary>
    public void MayTurnLive() => Version++;
}
