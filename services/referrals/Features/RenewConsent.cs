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

/// <summary>She was asked again, before her consent ends or while a stay goes on after it: the new consent replaces the
/// one before.</summary>
internal static class RenewConsent
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/{id:guid}/consent", Renew).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<ReferralView>, Refused>> Renew(
        Guid id,
        RenewConsentRequest request,
        ReferralsDb db,
        Plans plans,
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
        // Allowed for a closed referral too, where it decides whether she may be asked how she is.
        if (referral.Status is Status.Cancelled or Status.EnteredInError)
            return Refuse(referral, "This referral has ended.");
        if (!await db.Keys.AnyAsync(k => k.ReferralId == id, ct))
            return Refuse(referral, "The consent was withdrawn: what was sealed is destroyed.");
        var (now, consent) = (await clock.Now(ct), request.Consent!);
        if (consent.IsVitalInterest)
            return Problem.Field("consent.basis", "is consent: she is asked again");
        if (
            ConsentRules.CheckAgain(
                consent,
                await ReferralView.LatestConsent(db, id, ct),
                referral.Survivor,
                referral.Urgency,
                null,
                now
            ) is
            { } unlawful
        )
            return unlawful;

        var never = await Keys.Never(db, sealer, id, ct) ?? NeverInput.None;
        var recipients = consent.RecipientIds() ?? [];
        var left = plans.Left(referral.Plan, never.ToList(), recipients);
        if (
            recipients.Count > 0
            && left.Count == 0
            && !await db.Attempts.AnyAsync(
                a => a.ReferralId == id && a.Round == referral.Round && recipients.Contains(a.OrganisationId),
                ct
            )
        )
            return Problem.Field("consent.recipients", "names nobody of the plan");

        var receipt = consent.ToReceipt(id, user.Subject(), now, sealer);
        await Keep(db, receipt, ct);
        await RecordFollowUp.Renew(db, referral, receipt, ct);
        var barred = await db.Barred.Where(b => b.SubjectId == id).Select(b => b.Mark).ToListAsync(ct);
        ReferralLifecycle.Replan(db, referral, left, receipt, barred, user.Subject(), now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, id, ct));
    }

    /// <summary>Keeps the new consent. Those before are no longer acted on when they end, and alerts about them are
    /// deleted. In a transaction.</summary>
    public static async Task Keep(ReferralsDb db, ConsentReceipt receipt, CancellationToken ct)
    {
        foreach (
            var before in await db
                .Consents.Where(c => c.ReferralId == receipt.ReferralId && (c.EndAt != null || c.RemindAt != null))
                .ToListAsync(ct)
        )
            (before.RemindAt, before.EndAt) = (null, null);
        db.Add(receipt);
        db.RemoveRange(
            await db
                .Alerts.Where(a =>
                    a.ReferralId == receipt.ReferralId
                    && (a.Code == Domain.Alerts.ConsentEnding || a.Code == Domain.Alerts.ConsentContested)
                )
                .ToListAsync(ct)
        );
    }

    private static Refused Refuse(Referral referral, string detail) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            detail,
            ("state", referral.Status),
            ("availableActions", referral.AvailableActions)
        );
}

internal sealed record RenewConsentRequest(ConsentInput? Consent);

internal sealed class RenewConsentRequestValidator : AbstractValidator<RenewConsentRequest>
{
    public RenewConsentRequestValidator() =>
        RuleFor(r => r.Consent).NotNull().WithMessage("is required").SetValidator(new ConsentInputValidator()!);
}
