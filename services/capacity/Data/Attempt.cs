using ReferralNetwork.Capacity.Domain;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Capacity.Data;

/// <summary>A referral put to one pool (FHIR Task).</summary>
public sealed class Attempt
{
    /// <summary>The only id by which the provider knows the referral (rule 12).</summary>
    public required Guid Id { get; init; }
    public required Guid ReferralId { get; init; }
    public required int Round { get; init; }
    public required int Ordinal { get; init; }
    public Guid PoolId { get; internal set; }

    /// <summary>The pool that the plan names; differs from <see cref="PoolId"/> once its waiting list was moved to
    /// another pool.</summary>
    public Guid PlannedPoolId { get; init; }

    /// <summary>How many places it takes: more than one for a family or siblings who stay together.</summary>
    public int PlacesRequested { get; init; } = 1;

    /// <summary>The provider's organisation.</summary>
    public required Guid OrganisationId { get; init; }
    public required string OrganisationName { get; init; }
    public Guid ReferrerId { get; internal set; }
    public string ReferrerName { get; internal set; } = "";

    /// <summary>A code of its own, so that two providers cannot match their codes.</summary>
    public required string CaseCode { get; init; }
    public required string Urgency { get; init; }
    public required int UrgencyRank { get; init; }

    /// <summary>When the medical window ends, the hours that count for treatment or evidence.</summary>
    public DateTimeOffset? MedicalWindowEndsAt { get; init; }

    /// <summary>When this provider was asked. The time of the referral itself is the same for all, who could match it
    /// (rule 12).</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>For rules inside the service only; never part of an answer.</summary>
    public Survivor? Survivor { get; private set; }

    /// <summary>All that the provider sees of the survivor, until the attempt ends.</summary>
    internal SurvivorView? Shown { get; private set; }

    /// <summary>When the survivor's data here are emptied: 7 days after a refusal (rule 4).</summary>
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

    /// <summary>When the waiting survivor was given a place.</summary>
    public DateTimeOffset? PromotedAt { get; internal set; }
    public DateTimeOffset? ArrivedAt { get; internal set; }

    /// <summary>When the stay or service is expected to end.</summary>
    public DateTimeOffset? ExpectedEndAt { get; internal set; }

    /// <summary>When the next deadline falls due; null when none runs.</summary>
    public DateTimeOffset? DueAt { get; internal set; }
    public bool PlanExhausted { get; internal set; }
    public string By { get; internal set; } = "";
    public DateTimeOffset At { get; internal set; }
    public DateTimeOffset? EndedAt { get; internal set; }

    /// <summary>Counts transitions from 1; decides who lost a race.</summary>
    public int Version { get; internal set; }

    /// <summary>Free text, meeting point, escort and code word, sealed. Never in an event, only in an answer (rule
    /// 3).</summary>
    internal byte[]? SealedNotes { get; private set; }

    internal const string NotesPurpose = "attempt-notes";

    internal Notes ReadNotes(Sealer sealer) =>
        SealedNotes is null ? Notes.None : sealer.Open<Notes>(NotesPurpose, Id, SealedNotes);

    /// <summary>What either side is shown: what was agreed of her coming ends with the attempt (rule 12), why it ended
    /// does not.</summary>
    internal Notes ShownNotes(Sealer sealer)
    {
        var notes = ReadNotes(sealer);
        return EndedAt is null ? notes : Notes.None with { Text = notes.Text };
    }

    internal void Write(Sealer sealer, Notes notes) => SealedNotes = sealer.Seal(NotesPurpose, Id, notes);

    /// <summary>The provider's words to the referrer; null leaves what was said before.</summary>
    internal void Say(string? text, Sealer sealer)
    {
        if (text is not null)
            Write(sealer, ReadNotes(sealer) with { Text = text });
    }

    /// <summary>Call after a kind has written something about the attempt. Streams then tell of it, and a transaction
    /// that ends the attempt at the same moment conflicts with this one, so that neither misses the other.</summary>
    public void Touch(DateTimeOffset now) => At = now;

    /// <param name="pool">Whom the pool takes at this moment.</param>
    /// <param name="unit">What the pool counts.</param>
    internal void Show(Survivor? survivor, Eligibility pool, string unit) =>
        (Survivor, Shown) = (survivor, survivor is null ? null : SurvivorView.Of(survivor, pool, unit));

    internal void Empty() => (Survivor, Shown, SealedNotes, EmptyAt) = (null, null, null, null);
}

/// <param name="Text">What the provider wrote when it refused or cancelled.</param>
/// <param name="CodeWord">The word that is said to the house's person where they meet.</param>
/// <param name="Answer">The word that the house's person answers.</param>
/// <param name="WrongWords">How often a wrong word was said.</param>
/// <param name="Heard">True once the house has heard the right code word.</param>
internal sealed record Notes(
    string? Text,
    string? MeetingPoint,
    string? Escort,
    string? CodeWord = null,
    string? Answer = null,
    int WrongWords = 0,
    bool Heard = false
)
{
    public static readonly Notes None = new(null, null, null);
}

/// <summary>Records that a protected address was released: to which escort, at whose request.</summary>
internal sealed class AddressRelease
{
    public const string EscortPurpose = "address-release-escort";

    public required Guid Id { get; init; }
    public required Guid AttemptId { get; init; }
    public required string By { get; init; }
    public required byte[] SealedEscort { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A province, district or commune of the gazetteer, as the referrals service published it.</summary>
public sealed class GazetteerPlace
{
    public required string Code { get; init; }
    public required LocalText Name { get; set; }
}
