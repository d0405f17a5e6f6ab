using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Data;

/// <summary>What a provider service knows of a referral: enough for plan routing.</summary>
public sealed class Referral
{
    public required Guid Id { get; init; }

    /// <summary>0 until its request arrives; the row then holds only what overtook the request, such as a withdrawal
    /// (tombstone).</summary>
    public int Round { get; internal set; }

    /// <summary>Rounds up to this one are withdrawn.</summary>
    public int WithdrawnRound { get; internal set; }
    public Guid ReferrerId { get; internal set; }
    public string ReferrerName { get; internal set; } = "";

    /// <summary>When its owner last changed; a request sent before that names the previous owner.</summary>
    public DateTimeOffset? OwnedAt { get; internal set; }
    public string By { get; internal set; } = "";
    public string Urgency { get; internal set; } = "";

    /// <summary>When the medical window ends, the hours that count for treatment or evidence.</summary>
    public DateTimeOffset? MedicalWindowEndsAt { get; internal set; }
    public IReadOnlyList<Guid> Plan { get; internal set; } = [];

    /// <summary>Round and version of the last change of the plan that arrived; 0 before any.</summary>
    public int PlanRound { get; internal set; }
    public int PlanVersion { get; internal set; }

    /// <summary>False once consent has ended and while it is contested: nothing is shared, and no further pool is
    /// asked.</summary>
    public bool Shared { get; internal set; } = true;

    /// <summary>Until when the survivor may be asked how she is; null: she has not agreed to it.</summary>
    public DateTimeOffset? FollowUpUntil { get; internal set; }

    /// <summary>True if plan routing stopped because nothing may be shared; it goes on once sharing is
    /// allowed.</summary>
    public bool RoutingStopped { get; internal set; }

    /// <summary>How many places each pool is asked for, all of them together or none.</summary>
    public int PlacesRequested { get; internal set; } = 1;

    /// <summary>The group whose reservation its place is taken from; null: none.</summary>
    public Guid? GroupId { get; internal set; }

    /// <summary>Index in the plan of the next pool to ask.</summary>
    public int NextInPlan { get; internal set; }

    /// <summary>Number of attempts made in this round.</summary>
    public int AttemptsMade { get; internal set; }
    public bool ContinueOnRefusal { get; internal set; }
    public bool Waitlist { get; internal set; }

    /// <summary>Null once no attempt here needs it any more.</summary>
    public Survivor? Survivor { get; internal set; }
    public int Version { get; internal set; }

    /// <summary>
    /// Call where an attempt of this referral may become live. It changes the row's version, so that of two
    /// transactions that do so at once, on any replica, one fails and runs again. So at most one attempt is live.
    /// </summary>
    internal void GuardSingleLiveAttempt() => Version++;
}
