using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Domain;

/// <summary>
/// What a provider may see of a survivor it is asked for. Computed once, when the attempt is made, and stored with it:
/// if it were computed again after each edit of the pool, the provider could find out every need and the exact age from
/// <c>Fits</c>, one edit at a time (rule 12).
/// </summary>
/// <param name="AgeBand">A doubtful age counts as a child's where either is possible (rule 5).</param>
/// <param name="Support">Only those needs that are in the support group.</param>
/// <param name="Siblings">Who is to stay with the survivor; each takes one of the places.</param>
/// <param name="Fits">Whether the pool takes everything that is needed, sensitive needs included.</param>
public sealed record SurvivorView(
    string Sex,
    string AgeBand,
    bool AgeEstimated,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Support,
    bool Fits,
    int WithChildren,
    IReadOnlyList<ChildView> Children,
    IReadOnlyList<string> Access,
    IReadOnlyList<ChildView>? Siblings = null
)
{
    /// <param name="unit">What the pool counts.</param>
    public static SurvivorView Of(Survivor s, Eligibility pool, string unit) =>
        new(
            s.Sex,
            Contracts.AgeBand.Of(EligibilityRules.EffectiveAge(s.Age, s.AgeEstimated)),
            s.AgeEstimated,
            s.Languages,
            [.. s.Needs.Where(Codes.Supports.Contains)],
            EligibilityRules.Match(pool, unit, Criteria.Of(s)).Fits,
            s.WithChildren,
            [.. s.Children.Select(ChildView.Of)],
            s.Access,
            s.Siblings is null ? null : [.. s.Siblings.Select(ChildView.Of)]
        );
}

public sealed record ChildView(string Sex, string AgeBand)
{
    public static ChildView Of(Child child) => new(child.Sex, Contracts.AgeBand.Of(child.Age));
}
