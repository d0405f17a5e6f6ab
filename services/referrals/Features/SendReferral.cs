using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

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
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    ) =>
        await sending.Send(request, "", ct) switch
        {
            ({ } refusal, _) => refusal,
            (_, var sent) => TypedResults.Accepted(
                $"/api/referrals/{sent!.Id}",
                await ReferralView.Load(http.RequestServices, user, sent.Id, ct)
            ),
        };
}
