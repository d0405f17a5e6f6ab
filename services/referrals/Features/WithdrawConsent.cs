using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// She withdraws her consent: the key is destroyed, what has not begun is cancelled and every holder told. A stay or
/// treatment under way goes on, with sharing ended (rule 5). A guardian's withdrawal for a child is contested first,
/// until the child's best interest was looked at.
/// </summary>
internal static class WithdrawConsent
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals
            .MapPost("/{id:guid}/consent/withdraw", Withdraw)
            .For(Roles.Caseworker)
            .AddEndpointFilter(Scrub)
            .InTransaction();

    private static async Task<Results<Ok<ReferralView>, Refused>> Withdraw(
        Guid id,
        WithdrawConsentRequest? request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        if (ReferrerAction.HasMoved(http, referral) is { } moved)
            return moved;
        var (now, by, judged) = (await clock.Now(ct), user.Subject(), request?.BestInterest);
        if (request?.By == WithdrawConsentRequest.Guardian)
        {
            if (!ConsentRules.IsOfChild(referral.Survivor))
                return Problem.Field("by", "is a guardian of a child only: nobody else withdraws for another");
            var consent = await ReferralView.LatestConsent(db, id, ct);
            if (judged is not null && ConsentRules.IsBefore(judged, consent?.ContestedAt))
                return Problem.Field("bestInterest", ConsentRules.Looked);
            if (judged is null && consent?.IsActive(now) != true)
                return Problem.Of(
                    StatusCodes.Status409Conflict,
                    "The consent is contested already, or has ended.",
                    ("state", referral.Status)
                );
            if (judged is null)
                await Contest(db, referral, consent!, by, now, ct);
            else
                await End(db, sealer, referral, judged, by, now, ct);
        }
        else
            await End(db, sealer, referral, null, by, now, ct);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, id, ct));
    }

    private static async Task End(
        ReferralsDb db,
        Sealer sealer,
        Referral referral,
        BestInterestInput? judged,
        string by,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var id = referral.Id;
        foreach (
            var receipt in await db.Consents.Where(c => c.ReferralId == id && c.WithdrawnAt == null).ToListAsync(ct)
        )
        {
            (receipt.WithdrawnAt, receipt.RemindAt, receipt.EndAt) = (now, null, null);
            if (judged is not null)
                (ConsentRecord.Of(sealer, receipt) with { Withdrawal = judged }).Seal(sealer, receipt);
        }
        db.RemoveRange(
            await db.Alerts.Where(a => a.ReferralId == id && a.Code == Domain.Alerts.ConsentContested).ToListAsync(ct)
        );
        await Keys.Destroy(db, id, ct);
        await RecordFollowUp.EndPending(db, id, ct);
        if (!referral.IsFinal && AttemptTable.Allows("withdraw", referral.Status))
        {
            ReferralLifecycle.Move(referral, "withdraw");
            ReferralLifecycle.Record(db, referral, by, now, "consent-withdrawn");
        }
        else
            referral.Changed(now);
        ReferralLifecycle.Withdraw(db, referral, "consent-withdrawn", by, now);
    }

    // The place stays kept; nothing more is shared, and nobody else is asked.
    private static async Task Contest(
        ReferralsDb db,
        Referral referral,
        ConsentReceipt consent,
        string by,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        consent.ContestedAt = now;
        var barred = await db.Barred.Where(b => b.SubjectId == referral.Id).Select(b => b.Mark).ToListAsync(ct);
        ReferralLifecycle.Replan(db, referral, referral.Plan, consent, barred, by, now);
        db.Add(Alert.Of(referral, Domain.Alerts.ConsentContested, coordinator: true, now));
    }

    // The destroyed key is in the write-ahead log until that is scrubbed, which is done even where the caller has hung
    // up.
    private static async ValueTask<object?> Scrub(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        await context.HttpContext.RequestServices.GetRequiredService<ReferralsDb>().Scrub(CancellationToken.None);
        return answer;
    }
}

/// <param name="By"><c>survivor</c>, or <c>guardian</c> of a child. Without a body it is she herself.</param>
/// <param name="BestInterest">With a guardian's withdrawal: how the child's best interest was judged. Without it the
/// withdrawal is contested.</param>
internal sealed record WithdrawConsentRequest(string? By, BestInterestInput? BestInterest)
{
    public const string Guardian = "guardian";
}

internal sealed class WithdrawConsentRequestValidator : AbstractValidator<WithdrawConsentRequest>
{
    private static readonly CodeList Whose = new("survivor", WithdrawConsentRequest.Guardian);

    public WithdrawConsentRequestValidator()
    {
        RuleFor(r => r.By).RequiredOneOf(Whose);
        RuleFor(r => r.BestInterest).SetValidator(new BestInterestValidator()!);
        RuleFor(r => r.BestInterest)
            .Null()
            .When(r => r.By != WithdrawConsentRequest.Guardian)
            .WithMessage("goes with a guardian's withdrawal");
    }
}
