using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Which houses would be asked for how many of a group, and how many find no place.</summary>
internal static class ProposeGroup
{
    public static void Map(IEndpointRouteBuilder groups) => groups.MapPost("/proposal", Handle).For(Roles.Caseworker);

    private static async Task<Results<Ok<GroupProposal>, Refused>> Handle(
        GroupRequest request,
        GroupRules rules,
        AvailabilityIndex index,
        DatabaseClock clock,
        CancellationToken ct
    ) =>
        GroupDivision.Of(request, rules, index, await clock.Now(ct)) switch
        {
            ({ } refusal, _) => refusal,
            (_, var shares) => TypedResults.Ok(
                GroupProposal.Of(shares!, request.Members!.Sum(member => member!.Count!.Value))
            ),
        };
}
