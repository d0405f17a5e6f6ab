using System.Security.Claims;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// She withdraws her consent: the key is destroyed, what has not begun is cancelled and every holder told. A stay or
/// treatment under way goes on, with sharing ended (rule 5). A guardian's withdrawal for a child is contested first, until the
/// child's best interest was looked at.
/// </summary>
internal static class WithdrawConsent
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/{id:guid}/consent/withdraw", Withdraw).For(Roles.Caseworker).AddEndpointFilter(Scrub).InTransaction();

    private static async Task<IResult> Withdraw(
        Guid id, WithdrawConsentRequest? request, ReferralsDb db, Sealer sealer, DatabaseClock clock, ClaimsPrincipal user, HttpContext http, CancellationToken ct)
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return Problem.NotFound();
        if (ReferrerAction.HasMoved(http, referral) is { } moved) return moved;
        var now = await clock.Now(ct);
        var byGuardian = request?.By == WithdrawConsentRequest.Guardian;
        if (byGuardian && !ConsentRules.MayBeChild(referral.Survivor)) return Problem.Field("by", "is a guardian of a child only: nobody else withdraws for another");
        if (byGuardian && request!.BestInterest is null) return await Contest(referral, db, now, user, http, ct);
        if (request?.BestInterest is { } looked && await ReferralView.LatestConsent(db, id, ct) is { ContestedAt: { } contested } && ConsentRules.IsBefore(looked, contested))
            return Problem.Field("bestInterest", ConsentRules.Looked);
        foreach (var receipt in await db.Consents.Where(c => c.ReferralId == id && c.WithdrawnAt == null).ToListAsync(ct))
        {
            (receipt.WithdrawnAt, receipt.RemindAt, receipt.EndAt) = (now, null, null);
            if (request?.BestInterest is not { } judged) continue;
            var record = receipt.SealedRecord is { } before ? sealer.Open<ConsentRecord>(ConsentReceipt.RecordPurpose, receipt.Id, before) : new(null, null, null);
            receipt.SealedRecord = sealer.Seal(ConsentReceipt.RecordPurpose, receipt.Id, record with { Withdrawal = judged });
        }
        db.RemoveRange(await db.Alerts.Where(a => a.ReferralId == id && a.Code == Domain.Alerts.ConsentContested).ToListAsync(ct));
        await Keys.Destroy(db, id, ct);
        await RecordFollowUp.EndPending(db, id, ct);
        if (!referral.IsFinal && AttemptTable.Allows("withdraw", referral.Status))
        {
            Rounds.Move(referral, "withdraw");
            Rounds.Record(db, referral, user.Subject(), now, "consent-withdrawn");
        }
        else referral.Changed(now);
        Rounds.Withdraw(db, referral, "consent-withdrawn", user.Subject(), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, id, ct));
    }

    // The place stands; nothing more is shared, and nobody else is asked.
    private static async Task<IResult> Contest(Referral referral, ReferralsDb db, DateTimeOffset now, ClaimsPrincipal user, HttpContext http, CancellationToken ct)
    {
        if (await ReferralView.LatestConsent(db, referral.Id, ct) is not { } consent || !consent.IsActive(now))
            return Problem.Of(StatusCodes.Status409Conflict, "The consent is contested already, or has ended.", ("state", referral.Status));
        consent.ContestedAt = now;
        var barred = await db.Barred.Where(b => b.SubjectId == referral.Id).Select(b => b.Mark).ToListAsync(ct);
        Rounds.Replan(db, referral, referral.Plan, barred, shared: false, user.Subject(), now);
        db.Add(Alert.Of(referral, Domain.Alerts.ConsentContested, coordinator: true, now));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, referral.Id, ct));
    }

    // The destroyed key still stands in the write-ahead log until that is taken in, whether or not the caller stays to see it.
    private static async ValueTask<object?> Scrub(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        await context.HttpContext.RequestServices.GetRequiredService<ReferralsDb>().Scrub(CancellationToken.None);
        return answer;
    }
}

/// <param name="By"><c>survivor</c>, or <c>guardian</c> of a child. Without a body it is she herself.</param>
/// <param name="BestInterest">With a guardian's: how the child's was judged. Without it the withdrawal is contested.</param>
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
        RuleFor(r => r.BestInterest).Null().When(r => r.By != WithdrawConsentRequest.Guardian).WithMessage("goes with a guardian's withdrawal");
    }
}
