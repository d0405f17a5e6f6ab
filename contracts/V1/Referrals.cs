using System.Runtime.Serialization;

namespace ReferralNetwork.Contracts.V1;

/// <summary>A referral asks its plan's first pool for a place; the provider service of <see cref="Kind"/> walks the
/// plan. The only event that says anything of a survivor, and never who she is.</summary>
/// <param name="Round">1 for the first request, one more for each reopening.</param>
/// <param name="MedicalWindow">72 or 120 hours, or null.</param>
/// <param name="MedicalWindowEndsAt">When the medical window ends, counted from what happened; null where there is
/// none.</param>
/// <param name="Plan">Pools in the order agreed with the survivor, already cleared against the never list.</param>
/// <param name="ContinueOnRefusal">False: a provider's refusal ends the plan and the referrer decides.</param>
/// <param name="By">User or client id of who sent it.</param>
/// <param name="Places">1 to 12: for a family or siblings, who are placed together or not at all.</param>
/// <param name="GroupId">The group whose reservation its place is taken from; null where there is none.</param>
/// <param name="Barred">Marks, keyed hashes, of users and clients whom she must not meet; null for none.</param>
/// <param name="FollowUpUntil">Until when she may be asked how she is; null: she has not agreed to be.</param>
[DataContract(Name = "referral-requested.v1")]
public sealed record ReferralRequested(
    Guid ReferralId,
    int Round,
    string Kind,
    string Urgency,
    int? MedicalWindow,
    Party Referrer,
    string By,
    IReadOnlyList<Guid> Plan,
    bool ContinueOnRefusal,
    bool Waitlist,
    Survivor Survivor,
    DateTimeOffset At,
    int Places = 1,
    Guid? GroupId = null,
    DateTimeOffset? MedicalWindowEndsAt = null,
    IReadOnlyList<string>? Barred = null,
    DateTimeOffset? FollowUpUntil = null
);

/// <summary>The never list of a referral has changed. The highest (<see cref="Round"/>, <see cref="Version"/>) wins;
/// may arrive before its request.</summary>
/// <param name="Version">The referral's version when the list changed.</param>
/// <param name="Plan">Pools that are left of the round's plan, in its order; whatever is open at another pool is
/// ended.</param>
/// <param name="Barred">Marks of all who are barred now.</param>
/// <param name="Shared">Whether her consent is active; without it nothing is shared of a stay or treatment under
/// way.</param>
/// <param name="By">User or client id.</param>
/// <param name="FollowUpUntil">Until when she may be asked how she is; null: she has not agreed to be.</param>
[DataContract(Name = "referral-plan-changed.v1")]
public sealed record ReferralPlanChanged(
    Guid ReferralId,
    int Round,
    int Version,
    string Kind,
    IReadOnlyList<Guid> Plan,
    IReadOnlyList<string> Barred,
    bool Shared,
    string By,
    DateTimeOffset At,
    DateTimeOffset? FollowUpUntil = null
);

/// <summary>The referrer ended round <see cref="Round"/>; may arrive before its request.</summary>
/// <param name="Reason">A withdraw code, <c>consent-expired</c>, or <c>entered-in-error</c>.</param>
[DataContract(Name = "referral-withdrawn.v1")]
public sealed record ReferralWithdrawn(
    Guid ReferralId,
    int Round,
    string Kind,
    string Reason,
    string By,
    DateTimeOffset At
);

/// <summary>Another organisation has taken a referral over, and is told of it from then on. The latest <see cref="At"/>
/// wins.</summary>
/// <param name="By">User or client id of who accepted it.</param>
[DataContract(Name = "referral-owned.v1")]
public sealed record ReferralOwned(Guid ReferralId, string Kind, Party Owner, string By, DateTimeOffset At);

/// <summary>The whole state of one attempt after a transition. The highest <see cref="Version"/> wins.</summary>
/// <param name="Version">Starts at 1 and counts transitions; (attempt, version) names one transition for ever.</param>
/// <param name="Ordinal">Position of the attempt among those of its round, from 0.</param>
/// <param name="PlanExhausted">True when nothing is left to try after this transition.</param>
/// <param name="By">User or client id, or <c>clock</c>, or <c>service</c>.</param>
[DataContract(Name = "attempt-changed.v1")]
public sealed record AttemptChanged(
    Guid AttemptId,
    int Version,
    Guid ReferralId,
    int Round,
    int Ordinal,
    string Kind,
    Guid PoolId,
    Guid OrganisationId,
    string OrganisationName,
    string Status,
    string BusinessStatus,
    DateTimeOffset? HeldUntil,
    DateTimeOffset? AnswerDueAt,
    DateTimeOffset? ArrivalDueAt,
    string? Reason,
    string? Outcome,
    string? Exit,
    bool PlanExhausted,
    string By,
    DateTimeOffset At
);

/// <summary>What somebody answered long after her provider's help ended. The latest <see cref="At"/> wins.</summary>
/// <param name="Measure">One of <see cref="KindDescriptor.Measures"/> of the kind.</param>
/// <param name="Result">One of the measure's list.</param>
/// <param name="By">User or client id.</param>
[DataContract(Name = "outcome-measured.v1")]
public sealed record OutcomeMeasured(
    Guid AttemptId,
    Guid ReferralId,
    string Kind,
    string Measure,
    string Result,
    string By,
    DateTimeOffset At
);

/// <summary>An organisation with its name, so that receivers need no copy of names.</summary>
public sealed record Party(Guid Id, string Name);

/// <summary>What a provider may know before it accepts: no name, no contact, no place.</summary>
/// <param name="Age">Whole years.</param>
/// <param name="Needs">Codes of any of the three groups of <see cref="Codes.Needs"/>.</param>
public sealed record Survivor(
    string Sex,
    int Age,
    bool AgeEstimated,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Needs,
    int WithChildren,
    IReadOnlyList<Child> Children,
    IReadOnlyList<string> Access,
    string? PlaceAs = null,
    IReadOnlyList<string>? Has = null,
    IReadOnlyList<Child>? Siblings = null
);

/// <param name="Age">Whole years.</param>
public sealed record Child(string Sex, int Age);
