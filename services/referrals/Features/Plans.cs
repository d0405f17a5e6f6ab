using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Checks a plan against what the network knows of its pools.</summary>
internal sealed class Plans(AvailabilityIndex index)
{
    /// <param name="recipients">Organisations that her consent names; empty: those of the plan.</param>
    /// <param name="despite">Codes of what the first pool lacks and people make up for, for example with an
    /// interpreter.</param>
    /// <param name="path">Path of the plan in the request, put before the name of a field.</param>
    /// <returns>Null when the plan can be sent: 400 for what is wrong in itself, 422 for what is wrong for
    /// her.</returns>
    public Refused? Check(
        IReadOnlyList<Guid> plan,
        string kind,
        Survivor survivor,
        NeverList never,
        IReadOnlyList<Guid> recipients,
        IReadOnlyList<string>? despite,
        string path = ""
    )
    {
        for (var i = 0; i < plan.Count; i++)
        {
            var field = $"{path}plan[{i}]";
            if (index.Find(plan[i]) is not { } pool)
                return Problem.Field(field, "is not a known pool");
            if (pool.Kind != kind)
                return Problem.Field(field, $"is a pool of {pool.Kind}, not {kind}");
            if (pool.Access == "walk-in")
                return Problem.Field(field, "is walk-in: it takes no referrals, go there directly");
            if (recipients.Count > 0 && !recipients.Contains(pool.OrganisationId))
                return Problem.Field("consent.recipients", $"does not cover {field}");
            if (never.Bars(pool))
                return Problem.Of(
                    StatusCodes.Status422UnprocessableEntity,
                    $"{field} is on the never list.",
                    ("rule", "never"),
                    ("field", field)
                );
        }
        var first = index.Find(plan[0])!;
        var match = EligibilityRules.Match(
            first.Eligibility,
            first.Capacity.Unit,
            EligibilityRules.Despite(Criteria.Of(survivor), despite)
        );
        return match.Fits
            ? null
            : Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "The first pool does not take this survivor.",
                ("rule", match.Misfit),
                ("field", $"{path}plan[0]")
            );
    }

    /// <summary>The pools of a plan that may still be asked. A suspended pool is judged too, since it may come
    /// back.</summary>
    /// <param name="recipients">As for <see cref="Check"/>.</param>
    public IReadOnlyList<Guid> Left(IReadOnlyList<Guid> plan, NeverList never, IReadOnlyList<Guid> recipients) =>
        [
            .. plan.Where(id =>
                index.FindAny(id) is not { } pool
                || (!never.Bars(pool) && (recipients.Count == 0 || recipients.Contains(pool.OrganisationId)))
            ),
        ];
}
