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

/// <summary>What the referring organisation may do with its referral; the table says when.</summary>
internal static class ReferrerActions
{
    public static void Map(IEndpointRouteBuilder referrals)
    {
        var actions = referrals.MapGroup("/{id:guid}/actions");
        actions
            .MapPost(
                "/withdraw",
                (Guid id, WithdrawRequest r, ReferrerAction act, CancellationToken ct) =>
                    act.Run(id, "withdraw", referral => act.Withdraw(referral, r.Reason!), ct)
            )
            .For(Roles.Caseworker)
            .InTransaction();
        actions
            .MapPost(
                "/reopen",
                (Guid id, ReopenRequest r, ReferrerAction act, CancellationToken ct) =>
                    act.Run(id, "reopen", referral => act.Reopen(referral, r, ct), ct)
            )
            .For(Roles.Caseworker)
            .InTransaction();
        actions
            .MapPost(
                "/confirm-outcome",
                (Guid id, ConfirmRequest? _, ReferrerAction act, CancellationToken ct) =>
                    act.Run(id, "confirm-outcome", act.Confirm, ct)
            )
            .For(Roles.Caseworker)
            .InTransaction();
        actions
            .MapPost(
                "/entered-in-error",
                (Guid id, ErrorRequest r, ReferrerAction act, CancellationToken ct) =>
                    act.Run(id, "entered-in-error", referral => act.EnterInError(referral, r.Note!, ct), ct)
            )
            .For(Roles.Caseworker)
            .InTransaction();
    }
}

internal sealed record WithdrawRequest(string? Reason);

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

internal sealed record ConfirmRequest;

internal sealed record ErrorRequest(string? Note);

internal sealed class WithdrawRequestValidator : AbstractValidator<WithdrawRequest>
{
    public WithdrawRequestValidator() => RuleFor(r => r.Reason).RequiredOneOf(Codes.WithdrawReasons);
}

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

internal sealed class ErrorRequestValidator : AbstractValidator<ErrorRequest>
{
    public ErrorRequestValidator() => RuleFor(r => r.Note).RequiredText(1000);
}

/// <summary>Carries out a referrer's action, within the request's transaction.</summary>
internal sealed class ReferrerAction(
    ReferralsDb db,
    Plans plans,
    Sealer sealer,
    PersonMarks marks,
    DatabaseClock clock,
    Allowances allowances,
    IHttpContextAccessor http
)
{
    private DateTimeOffset _now;
    private ClaimsPrincipal User => http.HttpContext!.User;

    /// <param name="act">Answers null when it has acted, or the refusal.</param>
    public async Task<Results<Ok<ReferralView>, Refused>> Run(
        Guid id,
        string action,
        Func<Referral, Task<Refused?>> act,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, User).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        if (HasMoved(http.HttpContext!, referral) is { } moved)
            return moved;
        if (!referral.AvailableActions.Contains(action))
            return Refuse(
                referral,
                $"A referral that is {(referral.ClosedAt is null ? referral.Status : "closed")} has no {action}."
            );
        _now = await clock.Now(ct);
        if (await act(referral) is { } refused)
            return refused;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.HttpContext!.RequestServices, User, id, ct));
    }

    public Task<Refused?> Withdraw(Referral referral, string reason)
    {
        ReferralLifecycle.Move(referral, "withdraw");
        ReferralLifecycle.Record(db, referral, User.Subject(), _now, reason);
        ReferralLifecycle.Withdraw(db, referral, reason, User.Subject(), _now);
        return Done();
    }

    public async Task<Refused?> Reopen(Referral referral, ReopenRequest request, CancellationToken ct)
    {
        var consent = await ReferralView.LatestConsent(db, referral.Id, ct);
        if (request.Consent is { } fresh)
        {
            if (
                ConsentRules.CheckAgain(fresh, consent, referral.Survivor, referral.Urgency, request.Details, _now) is
                { } unlawful
            )
                return unlawful;
            consent = fresh.ToReceipt(referral.Id, User.Subject(), _now, sealer);
        }
        else if (consent?.IsActive(_now) != true)
            return Refuse(referral, "The consent is no longer active: ask again and send the new consent with this.");
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
        if (NeverLists.Check(never, User, "never.") is { } own)
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
        var (full, allowed) = await allowances.Ask(referral.Places, referral.Kind, referral.IncidentId, ct);
        if (full is not null)
            return full;

        key ??= Keys.Make(db, sealer, referral.Id);
        if (request.Consent is not null)
            await RenewConsent.Keep(db, consent, ct);
        if (request.Never is not null)
            await NeverLists.Keep(db, sealer, marks, key, never, User, ct);
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
        referral.RequestedAt = _now;
        referral.UnavailableNotified = false;
        ReferralLifecycle.Move(referral, "reopen");
        ReferralLifecycle.Begin(
            db,
            referral,
            consent,
            NeverLists.MarksOf(marks, never, User),
            allowed!,
            _now,
            sealer.Seal(HistoryRow.NotePurpose, referral.Id, request.Note)
        );
        return null;
    }

    public Task<Refused?> Confirm(Referral referral)
    {
        ReferralLifecycle.Move(referral, "confirm-outcome");
        referral.ClosedAt = _now;
        ReferralLifecycle.Record(db, referral, User.Subject(), _now);
        return Done();
    }

    public async Task<Refused?> EnterInError(Referral referral, string note, CancellationToken ct)
    {
        await RecordFollowUp.EndPending(db, referral.Id, ct);
        ReferralLifecycle.Move(referral, "entered-in-error");
        ReferralLifecycle.Record(
            db,
            referral,
            User.Subject(),
            _now,
            sealedNote: sealer.Seal(HistoryRow.NotePurpose, referral.Id, note)
        );
        ReferralLifecycle.Withdraw(db, referral, Business.EnteredInError, User.Subject(), _now);
        return null;
    }

    /// <summary>Refuses an action that is based on an old version, so that a page that is sent twice does one
    /// thing.</summary>
    public static Refused? HasMoved(HttpContext http, Referral referral) =>
        Preconditions.CheckIfSent(
            http,
            ReferralView.ETagOf(referral),
            ("state", referral.Status),
            ("availableActions", referral.AvailableActions)
        );

    private static Refused Refuse(Referral referral, string detail) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            detail,
            ("state", referral.Status),
            ("availableActions", referral.AvailableActions)
        );

    private static Task<Refused?> Done() => Task.FromResult<Refused?>(null);
}
