using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Contracts;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Portal.Domain;

/// <summary>
/// An age as it is typed, and whether it is sure: papers can be forged or another's, and a child may be taken for grown
/// (rule 5).
/// </summary>
internal static class Ages
{
    public const string NotSure = "no";

    /// <summary>Whether a child's help depends on the answer: it must be given then.</summary>
    public static bool MustBeSure(decimal age) =>
        EligibilityRules.MayBeChild((int)age, estimated: true)
        && !EligibilityRules.MayBeChild((int)age, estimated: false);

    /// <param name="sure">Of <see cref="ConsentAnswers.Asked"/>; null where it was not answered.</param>
    public static void Check(decimal? age, string? sure, ModelStateDictionary faults, Texts texts)
    {
        if (age is null or < 0 or > 120)
            faults.AddModelError("Age", texts["find.fault.age"]);
        else if (MustBeSure(age.Value) && !ConsentAnswers.Asked.Contains(sure))
            faults.AddModelError("AgeSure", texts["find.fault.sure"]);
    }

    /// <returns>The answer of a draft, for its form; null where it was not needed.</returns>
    public static string? Sure(Draft draft) =>
        draft.AgeEstimated ? NotSure
        : draft.Age is { } age && MustBeSure(age) ? "yes"
        : null;
}
