using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Says which of an organisation's referrals has changed, so that its list can be read again.</summary>
internal static class FollowReferrals
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapGet("/stream", Follow).For(Roles.Caseworker);

    /// <summary>Also sends a referral that has just ended, since it leaves the list of the open ones.</summary>
    private static Results<ServerSentEventsResult<ReferralChanged?>, Refused> Follow(
        ClaimsPrincipal user,
        HttpContext http
    ) =>
        EventStream.OfRows(
            http,
            "changed",
            user.Organisation(),
            services =>
                ReferralView
                    .Own(services.GetRequiredService<ReferralsDb>(), user)
                    .Select(r => new { r.Id, r.UpdatedAt }),
            r => r.UpdatedAt,
            r => r.Id,
            (_, rows, _) =>
                Task.FromResult<IReadOnlyList<ReferralChanged>>([.. rows.Select(r => new ReferralChanged(r.Id))])
        );
}

internal sealed record ReferralChanged(Guid Id);
