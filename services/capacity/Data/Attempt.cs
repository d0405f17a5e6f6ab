using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Data;

/// <summary>A referral put to one pool (FHIR Task).</summary>
public sealed class Attempt
{
    /// <summary>What the provider knows the referral by (rule 12).</summary>
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }
    public required int Round { get; init; }
    public required int Ordinal { get; init; }
    public Guid PoolId { get; internal set; }

    /// <summary>The pool that the plan names: another than <see cref="PoolId"/> once all who waited there have gone
    /// on.</summary>
    public Guid PlannedPoolId { get; init; }

    /// <summary>What it takes there: more than one for a family or siblings who stay together.</summary>
    public int PlacesRequested { get; init; } = 1;

    /// <summary>The provider's.</summary>
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
    public Guid ReferrerId { get; internal set; }
    public string ReferrerName { get; internal set; } = "";

    /// <summary>Its own, so that two providers cannot match theirs.</summary>
    public required string CaseCode { get; init; }
    public required string Urgency { get; init; }
    public required int UrgencyRank { get; init; }

    /// <summary>When hours that count for treatment or evidence are over.</summary>
    public DateTimeOffset? MedicalWindowEndsAt { get; init; }

    /// <summary>When this house was asked: not when the referral was made, which is the same for every house.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>For rules inside the service; no answer is made from it.</summary>
    public Survivor? Survivor { get; private set; }

    /// <summary>What the provider sees, and all it sees, until the attempt ends.</summary>
    internal SurvivorView? Shown { get; private set; }

    /// <summary>When both are emptied: 7 days after a refusal (rule 4).</summary>
    public DateTimeOffset? EmptyAt { get; internal set; }

    public string Status { get; internal set; } = Contracts.Status.Requested;
    public string BusinessStatus { get; internal set; } = Business.Sent;
    public string? Reason { get; internal set; }
    public string? Outcome { get; internal set; }
    public string? Exit { get; internal set; }
    public DateTimeOffset? HeldUntil { get; internal set; }
    public DateTimeOffset? AnswerDueAt { get; internal set; }
    public DateTimeOffset? ArrivalDueAt { get; internal set; }
    public DateTimeOffset? ScheduledAt { get; internal set; }
    public DateTimeOffset? WaitingSince { get; internal set; }

    /// <summary>When she was given a place out of the line.</summary>
    public DateTimeOffset? PromotedAt { get; internal set; }
    public DateTimeOffset? ArrivedAt { get; internal set; }

    /// <summary>When she is expected to go, or to have finished.</summary>
    public DateTimeOffset? ExpectedEndAt { get; internal set; }

    /// <summary>When the next clock acts; null when none runs.</summary>
    public DateTimeOffset? DueAt { get; internal set; }
    public bool PlanExhausted { get; internal set; }
    public string By { get; internal set; } = "";
    public DateTimeOffset At { get; internal set; }
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>Counts transitions from 1; decides who lost a race.</summary>
    public int Version { get; internal set; }

    /// <summary>Free text, meeting point and escort, sealed: they never leave this service unasked (rule 3).</summary>
    internal byte[]? SealedNotes { get; private set; }

    internal const string NotesPurpose = "attempt-notes";

    internal Notes ReadNotes(Sealer sealer) =>
        SealedNotes is null ? Notes.None : sealer.Open<Notes>(NotesPurpose, Id, SealedNotes);

    internal void Write(Sealer sealer, Notes notes) => SealedNotes = sealer.Seal(NotesPurpose, Id, notes);

    /// <summary>
    /// A kind has written something of it: streams tell of it, and whoever ends it at this moment and this are not both
    /// done unseen by one another.
    /// </summary>
    public void Touch(DateTimeOffset now) => At = now;

    /// <param name="pool">Whom the pool takes at this moment.</param>
    /// <param name="unit">What the pool counts.</param>
    internal void Show(Survivor? survivor, Eligibility pool, string unit) =>
        (Survivor, Shown) = (survivor, survivor is null ? null : SurvivorView.Of(survivor, pool, unit));

    internal void Empty() => (Survivor, Shown, SealedNotes, EmptyAt) = (null, null, null, null);
}

/// <param name="Text">What the provider wrote with a refusal or a cancellation.</param>
/// <param name="Password">What is said to the house where they meet.</param>
/// <param name="Answer">What the house's person answers.</param>
/// <param name="WrongWords">How often another word was said.</param>
/// <param name="Heard">The house has heard the password.</param>
internal sealed record Notes(
    string? Text,
    string? MeetingPoint,
    string? Escort,
    string? Password = null,
    string? Answer = null,
    int WrongWords = 0,
    bool Heard = false
)
{
    public static readonly Notes None = new(null, null, null);
}

/// <summary>A protected address was given out: to whom, by whose asking.</summary>
internal sealed class AddressRelease
{
    public const string EscortPurpose = "address-release-escort";

    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required string By { get; init; }
    public required byte[] SealedEscort { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A province, district or commune of the gazetteer, as the referral side published it.</summary>
public sealed class GazetteerPlace
{
    public required string Code { get; init; }
    public required LocalText Name { get; set; }
}
