using System.Security.Claims;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>A referral that found no place, or whose help has ended, is sent again with a new plan.</summary>
internal sealed class ReopenReferral(
    ReferralsDb db,
    Plans plans,
    Sealer sealer,
    PersonMarks marks,
    Allowances allowances
)
{
    public static void Map(IEndpointRouteBuilder actions) =>
        actions.MapPost("/reopen", Handle).For(Roles.Caseworker).InTransaction();

    private static Task<Results<Ok<ReferralView>, Refused>> Handle(
        Guid id,
        ReopenRequest request,
        ReferrerAction referrer,
        ReopenReferral reopening,
        HttpContext http,
        CancellationToken ct
    ) =>
        referrer.Run(
            http,
            id,
            "reopen",
            (referral, now) => reopening.Reopen(referral, request, http.User, now, ct),
            ct
        );

    private async Task<Refused?> Reopen(
        Referral referral,
        ReopenRequest request,
        ClaimsPrincipal user,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var consent = await ReferralView.LatestConsent(db, referral.Id, ct);
        if (request.Consent is { } fresh)
        {
            if (
                ConsentRules.CheckAgain(fresh, consent, referral.Survivor, referral.Urgency, request.Details, now) is
                { } unlawful
            )
                return unlawful;
            consent = fresh.ToReceipt(referral.Id, user.Subject(), now, sealer);
        }
        else if (consent?.IsActive(now) != true)
            return ReferrerAction.Refuse(
                referral,
                "The consent is no longer active: ask again and send the new consent with this."
            );
        else if (request.Details?.NotCovered(consent.Fields) is { } field)
            return Problem.Field($"details.{field}", "is not covered by her consent");

        var key = await db.Keys.SingleOrDefaultAsync(k => k.ReferralId == referral.Id, ct);
        // Without a never list her plan would be checked against nothing, and could lead her to whom she must not meet.
        if (key is null && request.Never is null)
            return Problem.Field(
                "never",
                "is required: what was sealed is destroyed; send it again, empty if there is none"
            );
        var never = request.Never ?? await Keys.Never(db, sealer, referral.Id, ct) ?? NeverInput.None;
        if (NeverLists.Check(never, user, "never.") is { } own)
            return own;
        if (
            plans.Check(
                request.Plan!,
                referral.Kind,
                referral.Survivor,
                never.ToList(),
                consent!.Recipients,
                request.Despite
            ) is
            { } misfit
        )
            return misfit;
        var (full, allowed) = await allowances.Ask(user, referral.Places, referral.Kind, referral.IncidentId, ct);
        if (full is not null)
            return full;

        key ??= Keys.Make(db, sealer, referral.Id);
        if (request.Consent is not null)
            await RenewConsent.Keep(db, consent, ct);
        if (request.Never is not null)
            await NeverLists.Keep(db, sealer, marks, key, never, user, ct);
        if (request.Details is not null)
            await Keys.Seal(
                db,
                sealer,
                key,
                SealedRow.Details,
                request.Details.Over(await Keys.Details(db, sealer, referral.Id, ct)),
                ct
            );
        referral.ContinueOnRefusal = request.ContinueOnRefusal ?? referral.ContinueOnRefusal;
        referral.Waitlist = request.Waitlist ?? referral.Waitlist;
        await RecordFollowUp.EndPending(db, referral.Id, ct);
        referral.Plan = request.Plan!;
        referral.Round++;
        referral.RequestedAt = now;
        referral.UnavailableNotified = false;
        ReferralLifecycle.Move(referral, "reopen");
        ReferralLifecycle.Begin(
            db,
            referral,
            consent,
            NeverLists.MarksOf(marks, never, user),
            allowed!,
            now,
            sealer.Seal(HistoryRow.NotePurpose, referral.Id, request.Note)
        );
        return null;
    }
}

/// <param name="Consent">Fresh consent; left out, the one given before must still be active.</param>
/// <param name="Never">Replaces the never list; left out, that stays. Required where it was destroyed because she
/// withdrew her consent.</param>
/// <param name="Details">Added to those before.</param>
/// <param name="Despite">See <see cref="SendReferralRequest"/>.</param>
internal sealed record ReopenRequest(
    string? Note,
    IReadOnlyList<Guid>? Plan,
    ConsentInput? Consent,
    NeverInput? Never,
    DetailsRequest? Details,
    bool? ContinueOnRefusal,
    bool? Waitlist,
    IReadOnlyList<string>? Despite = null
);

internal sealed class ReopenRequestValidator : AbstractValidator<ReopenRequest>
{
    public ReopenRequestValidator()
    {
        RuleFor(r => r.Note).RequiredText(1000);
        RuleFor(r => r.Plan).NotNull().WithMessage("is required").SetValidator(new PlanValidator());
        RuleFor(r => r.Despite).AllOf(EligibilityRules.CanBeMadeUpFor);
        RuleFor(r => r.Consent).SetValidator(new ConsentInputValidator()!);
        RuleFor(r => r.Never).SetValidator(new NeverInputValidator()!);
        RuleFor(r => r.Details).SetValidator(new DetailsRequestValidator()!);
    }
}
