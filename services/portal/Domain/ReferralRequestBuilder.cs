namespace ReferralNetwork.Portal.Domain;

/// <summary>Builds the request to the API from a draft and from what the survivor agreed to.</summary>
/// <param name="Fields">By kind, what its provider may be told; nothing for a kind that is missing.</param>
/// <param name="After">By kind, the kind that must end first.</param>
internal sealed record ReferralRequestBuilder(
    object Consent,
    object? Details,
    bool ContinueOnRefusal,
    bool Waitlist,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Fields,
    IReadOnlyDictionary<string, string> After,
    Guid? Incident = null
)
{
    public object One(Draft draft) =>
        new
        {
            kind = draft.Kind,
            urgency = draft.Urgency,
            medicalWindow = draft.MedicalWindow,
            happenedAt = HappenedAt(draft, draft.MedicalWindow),
            despite = draft.Despite,
            plan = draft.Plan.Select(place => place.PoolId),
            continueOnRefusal = ContinueOnRefusal,
            waitlist = Waitlist,
            survivor = draft.Survivor(),
            never = draft.Never(),
            consent = Consent,
            details = Details,
            places = draft.Places,
            groupId = draft.Group,
            incidentId = Incident,
            onwardOf = draft.OnwardOf,
            @case = draft.JoinsCaseOf is { } with ? new { with, after = draft.FollowsIt } : null,
        };

    /// <summary>One request for all needs of the draft.</summary>
    public object Several(Draft draft)
    {
        var needs = InOrder(draft.Needed, After)!.ToList();
        return new
        {
            survivor = draft.Survivor(),
            never = draft.Never(),
            consent = Consent,
            details = Details,
            incidentId = Incident,
            referrals = needs.Select(need => new
            {
                kind = need.Kind,
                urgency = need.Urgency,
                medicalWindow = need.MedicalWindow,
                happenedAt = HappenedAt(draft, need.MedicalWindow),
                despite = need.Despite,
                plan = need.Plan.Select(place => place.PoolId),
                places = need.Places,
                continueOnRefusal = ContinueOnRefusal,
                waitlist = Waitlist,
                fields = Fields.GetValueOrDefault(need.Kind, []),
                after = After.TryGetValue(need.Kind, out var first)
                    ? needs.FindIndex(other => other.Kind == first)
                    : (int?)null,
            }),
        };
    }

    private static DateTimeOffset? HappenedAt(Draft draft, int? window) => window is null ? null : draft.HappenedAt;

    /// <returns>Each need behind the one that it follows; null where they form a circle.</returns>
    public static IReadOnlyList<Need>? InOrder(IReadOnlyList<Need> needs, IReadOnlyDictionary<string, string> after)
    {
        var ordered = new List<Need>();
        while (ordered.Count < needs.Count)
        {
            var next = needs.FirstOrDefault(need =>
                !ordered.Contains(need)
                && (!after.TryGetValue(need.Kind, out var first) || ordered.Any(other => other.Kind == first))
            );
            if (next is null)
                return null;
            ordered.Add(next);
        }
        return ordered;
    }
}
