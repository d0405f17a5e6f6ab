using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The referrer confirms how it ended: the loop is closed.</summary>
internal static class ConfirmOutcome
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/confirm-outcome", Handle).For(Roles.Caseworker).InTransaction();

    private static Task<Results<Ok<ReferralView>, Refused>> Handle(
        Guid id,
        ConfirmRequest? _,
        ReferrerAction referrer,
        ReferralsDb db,
        HttpContext http,
        CancellationToken ct
    ) =>
        referrer.Run(
            http,
            id,
            "confirm-outcome",
            (referral, now) =>
            {
                ReferralLifecycle.Move(referral, "confirm-outcome");
                referral.ClosedAt = now;
                ReferralLifecycle.Record(db, referral, http.User.Subject(), now);
                return Task.FromResult<Refused?>(null);
            },
            ct
        );
}

internal sealed record ConfirmRequest;
