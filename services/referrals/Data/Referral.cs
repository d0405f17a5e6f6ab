using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Data;

/// <summary>One request for one kind of help for one survivor, owned by the referring organisation until
/// closed.</summary>
internal sealed class Referral
{
    public required Guid Id { get; init; }
    public required string CaseCode { get; init; }

    /// <summary>Its owner; another one after a referral transfer.</summary>
    public required Guid OrganisationId { get; set; }
    public required string OrganisationName { get; set; }

    /// <summary>User or client id of who keeps its places: whoever sent, reopened or took over the referral
    /// last.</summary>
    public string KeptBy { get; set; } = "";

    /// <summary>The incident against which its places count; null: its owner's own share.</summary>
    public Guid? IncidentId { get; set; }
    public required string Kind { get; init; }
    public required string Urgency { get; init; }
    public int? MedicalWindow { get; init; }

    /// <summary>When the medical window ends, counted from what happened and not from when it was told here.</summary>
    public DateTimeOffset? MedicalWindowEndsAt { get; init; }
    public required Survivor Survivor { get; init; }
    public required IReadOnlyList<Guid> Plan { get; set; }

    /// <summary>Places asked of each pool, all of them or none.</summary>
    public int Places { get; init; } = 1;

    /// <summary>The group that she belongs to, where places are kept for it.</summary>
    public Guid? GroupId { get; init; }
    public required bool ContinueOnRefusal { get; set; }
    public required bool Waitlist { get; set; }

    /// <summary>The last known of the current attempt; <c>requested</c> between attempts.</summary>
    public string Status { get; set; } = Contracts.Status.Requested;
    public string BusinessStatus { get; set; } = Business.Sent;

    /// <summary>1, and one more for each reopening.</summary>
    public int Round { get; set; } = 1;
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset RequestedAt { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Shared by referrals for one survivor; known to their own organisation alone. Null: it stands
    /// alone.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>The referral of the case that this one is to follow.</summary>
    public Guid? AfterId { get; set; }

    /// <summary>Where a house has referred her on: the referral, of another organisation, by which she had come to that
    /// house.</summary>
    public Guid? OnwardOfId { get; set; }

    /// <summary>The referrer has confirmed the outcome: nothing can be reopened after.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>True once the referrer was told that the provider's service does not answer.</summary>
    public bool UnavailableNotified { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>Closed, withdrawn or entered in error: whatever a provider still says is recorded and changes
    /// nothing.</summary>
    public bool IsFinal =>
        ClosedAt is not null || Status is Contracts.Status.Cancelled or Contracts.Status.EnteredInError;

    /// <summary>Marks it as changed, so that whoever shows it reads it again.</summary>
    public void Changed(DateTimeOffset at) => (UpdatedAt, Version) = (at, Version + 1);

    public IReadOnlyList<string> AvailableActions =>
        ClosedAt is not null ? ["entered-in-error"] : AttemptTable.AvailableTo(Actor.Referrer, Status);
}

/// <summary>An attempt as its provider's service last said; the highest version wins.</summary>
internal sealed class AttemptSnapshot
{
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }
    public required int Round { get; init; }
    public required int Ordinal { get; init; }

    /// <summary>Changes where somebody who waits for a course is moved on to its next intake.</summary>
    public required Guid PoolId { get; set; }
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
    public int Version { get; set; }
    public string Status { get; set; } = "";
    public string BusinessStatus { get; set; } = "";
    public DateTimeOffset? HeldUntil { get; set; }
    public DateTimeOffset? AnswerDueAt { get; set; }
    public DateTimeOffset? ArrivalDueAt { get; set; }
    public string? Reason { get; set; }
    public string? Outcome { get; set; }
    public string? Exit { get; set; }
    public bool PlanExhausted { get; set; }

    public static AttemptSnapshot Of(AttemptChanged m) =>
        new()
        {
            Id = m.AttemptId,
            ReferralId = m.ReferralId,
            Round = m.Round,
            Ordinal = m.Ordinal,
            PoolId = m.PoolId,
            OrganisationId = m.OrganisationId,
            OrganisationName = m.OrganisationName,
        };

    public void Take(AttemptChanged m)
    {
        (Version, Status, BusinessStatus, Reason, Outcome, Exit) = (
            m.Version,
            m.Status,
            m.BusinessStatus,
            m.Reason,
            m.Outcome,
            m.Exit
        );
        (PoolId, HeldUntil, AnswerDueAt, ArrivalDueAt, PlanExhausted) = (
            m.PoolId,
            m.HeldUntil,
            m.AnswerDueAt,
            m.ArrivalDueAt,
            m.PlanExhausted
        );
    }
}

/// <summary>One transition, once: of an attempt, or of the referral itself (then the subject is the
/// referral).</summary>
internal sealed class HistoryRow
{
    public const string NotePurpose = "referral-note";

    public required Guid SubjectId { get; init; }
    public required int SubjectVersion { get; init; }
    public required Guid ReferralId { get; init; }
    public Guid? PoolId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Status { get; init; }
    public required string BusinessStatus { get; init; }
    public required string By { get; init; }
    public string? Reason { get; init; }

    /// <summary>The referrer's own words, sealed; only its organisation reads them.</summary>
    public byte[]? SealedNote { get; init; }

    public static HistoryRow Of(AttemptChanged m) =>
        new()
        {
            SubjectId = m.AttemptId,
            SubjectVersion = m.Version,
            ReferralId = m.ReferralId,
            PoolId = m.PoolId,
            At = m.At,
            Status = m.Status,
            BusinessStatus = m.BusinessStatus,
            By = m.By,
            Reason = m.Reason,
        };
}
