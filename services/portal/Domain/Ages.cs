using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace ReferralNetwork.Portal.Domain;

/// <summary>An age as it is typed, and whether it is certain: papers may be forged or somebody else's, and a child may
/// be taken for an adult (rule 5).</summary>
internal static class Ages
{
    public const string NotSure = "no";

    /// <summary>Whether certainty must be stated: she may be a child only if the age is estimated.</summary>
    public static bool MustBeSure(decimal age) =>
        EligibilityRules.MayBeChild((int)age, estimated: true)
        && !EligibilityRules.MayBeChild((int)age, estimated: false);

    /// <param name="sure">One of <see cref="ConsentAnswers.Asked"/>; null where it was not answered.</param>
    public static void Check(decimal? age, string? sure, ModelStateDictionary faults, Texts texts)
    {
        if (age is null or < 0 or > 120)
            faults.AddModelError("Age", texts["find.fault.age"]);
        else if (MustBeSure(age.Value) && !ConsentAnswers.Asked.Contains(sure))
            faults.AddModelError("AgeSure", texts["find.fault.sure"]);
    }

    /// <returns>The answer stored in a draft, for its form; null where none was needed.</returns>
    public static string? Sure(Draft draft) =>
        draft.AgeEstimated ? NotSure
        : draft.Age is { } age && MustBeSure(age) ? "yes"
        : null;
}
