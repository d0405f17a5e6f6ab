using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Capacity.Features;

/// <summary>Checks of a pool that need more than one field.</summary>
internal static class PoolChecks
{
    public static Refused? CheckPapers(Eligibility? eligibility, JsonElement? fields, IKind kind) =>
        eligibility?.Requires?.Any(paper => paper != Codes.NoPaper) == true && kind.AsksNoPapers(fields)
            ? Problem.Field(
                "eligibility.requires",
                "is none here: nobody is turned away for papers from medical help, an emergency bed or a transit house"
            )
            : null;

    // Both must be stated: a house for girls that left them out would be offered to women.
    public static Refused? CheckStated(Eligibility? takes) =>
        takes?.Sexes is not { Count: > 0 }
            ? Problem.Field("eligibility.sexes", "is required: whom these places are for")
        : takes.MinAge is null ? Problem.Field("eligibility.minAge", "is required: from which age, 0 for any")
        : null;

    public static Refused? CheckTrade(string? unit, JsonElement? said, KindDescriptor descriptor, IKind kind)
    {
        if (unit is not null && unit != descriptor.Unit)
            return Problem.Field("unit", $"is {descriptor.Unit} here");
        if (said is not { } fields)
            return null;
        if (fields.ValueKind != JsonValueKind.Object || fields.GetRawText().Length > 4000)
            return Problem.Field("trade", "is an object of at most 4000 characters");
        return kind.CheckPool(fields) is { } fault ? Problem.Field(fault.Field, fault.Message) : null;
    }
}
