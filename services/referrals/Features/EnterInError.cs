using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>What should never have been sent: it counts nowhere, and whoever was asked is told.</summary>
internal static class EnterInError
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/entered-in-error", Handle).For(Roles.Caseworker).InTransaction();

    private static Task<Results<Ok<ReferralView>, Refused>> Handle(
        Guid id,
        ErrorRequest request,
        ReferrerAction referrer,
        ReferralsDb db,
        Sealer sealer,
        HttpContext http,
        CancellationToken ct
    ) =>
        referrer.Run(
            http,
            id,
            "entered-in-error",
            async (referral, now) =>
            {
                var by = http.User.Subject();
                await RecordFollowUp.EndPending(db, referral.Id, ct);
                ReferralLifecycle.Move(referral, "entered-in-error");
                var note = sealer.Seal(HistoryRow.NotePurpose, referral.Id, request.Note!);
                ReferralLifecycle.Record(db, referral, by, now, sealedNote: note);
                ReferralLifecycle.Withdraw(db, referral, Business.EnteredInError, by, now);
                return null;
            },
            ct
        );
}

internal sealed record ErrorRequest(string? Note);

internal sealed class ErrorRequestValidator : AbstractValidator<ErrorRequest>
{
    public ErrorRequestValidator() => RuleFor(r => r.Note).RequiredText(1000);
}
