using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Sends a referral: row and event are written in one transaction. Answers 202, or with <c>Prefer: wait</c>
/// 201 once a place is held.</summary>
internal static class SendReferral
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals
            .MapPost("/", Send)
            .For(Roles.Caseworker)
            .AddEndpointFilter<PreferWait>()
            .Produces<ReferralView>(StatusCodes.Status201Created)
            .Creates(ReferralView.Reload);

    private static async Task<Results<Accepted<ReferralView>, Refused>> Send(
        SendReferralRequest request,
        ReferralSender sending,
        ReferralsDb db,
        AvailabilityIndex index,
        Sealer sealer,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        await sending.Send(request, user, "", ct) switch
        {
            ({ } refusal, _) => refusal,
            (_, var sent) => TypedResults.Accepted(
                $"/api/referrals/{sent!.Id}",
                await ReferralView.OfSent(db, index, sealer, user, sent, request.Never, ct)
            ),
        };
}
