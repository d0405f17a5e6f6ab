using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The referrer withdraws: whoever was asked is told, and what was held is free.</summary>
internal static class WithdrawReferral
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/withdraw", Handle).For(Roles.Caseworker).InTransaction();

    private static Task<Results<Ok<ReferralView>, Refused>> Handle(
        Guid id,
        WithdrawRequest request,
        ReferrerAction referrer,
        ReferralsDb db,
        HttpContext http,
        CancellationToken ct
    ) =>
        referrer.Run(
            http,
            id,
            "withdraw",
            (referral, now) =>
            {
                var by = http.User.Subject();
                ReferralLifecycle.Move(referral, "withdraw");
                ReferralLifecycle.Record(db, referral, by, now, request.Reason);
                ReferralLifecycle.Withdraw(db, referral, request.Reason!, by, now);
                return Task.FromResult<Refused?>(null);
            },
            ct
        );
}

internal sealed record WithdrawRequest(string? Reason);

internal sealed class WithdrawRequestValidator : AbstractValidator<WithdrawRequest>
{
    public WithdrawRequestValidator() => RuleFor(r => r.Reason).RequiredOneOf(Codes.WithdrawReasons);
}
