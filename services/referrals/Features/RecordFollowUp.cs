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
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Features;

/// <summary>The referrer says how she is, 1, 3, 6 and 12 months after the placement ended.</summary>
internal static class RecordFollowUp
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/{id:guid}/follow-ups/{month}", Record).For(Roles.Caseworker).InTransaction();

    private static async Task<Results<Ok<ReferralView>, Refused>> Record(
        Guid id,
        int month,
        FollowUpRequest request,
        ReferralsDb db,
        FollowUpRules rules,
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
        var round = await db.FollowUps.Where(f => f.ReferralId == id && f.Round == referral.Round).ToListAsync(ct);
        if (round.Find(f => f.Month == month) is not { } followUp)
            return Problem.NotFound();
        var now = await clock.Now(ct);
        if (!rules.MayBeRecorded(followUp, now))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                followUp.Result is not null ? "This follow-up is already recorded."
                    : followUp.Until <= now ? "The consent to follow-up has ended."
                    : "This follow-up is not due yet.",
                ("state", followUp.Result ?? "pending"),
                ("dueAt", followUp.DueAt),
                ("from", rules.OpensAt(followUp))
            );

        (followUp.Result, followUp.RecordedAt, followUp.RecordedBy, followUp.Told) = (
            request.Result,
            now,
            user.Subject(),
            true
        );
        followUp.SealedNote = request.Note is null ? null : sealer.Seal(FollowUp.NotePurpose, id, request.Note);
        var effect = FollowUps.Of(request.Result!);
        db.RemoveRange(await db.Alerts.Where(a => a.ReferralId == id && a.Code == FollowUps.DueAlert).ToListAsync(ct));
        if (effect.EndsOthers)
            db.RemoveRange(round.Where(f => f.Result is null));
        if (effect.EndsOthers || month == FollowUps.Months[^1])
            foreach (
                var consent in await db.Consents.Where(c => c.ReferralId == id && c.RemindAt != null).ToListAsync(ct)
            )
                consent.RemindAt = null;
        if (effect.Alert is { } code)
            db.Add(Alert.Of(referral, code, effect.Coordinator, now));
        referral.Changed(now);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, user, id, ct));
    }

    /// <summary>After a new consent: adjusts the checks that are to come to the time for which she agrees
    /// now.</summary>
    public static async Task Renew(ReferralsDb db, Referral referral, ConsentReceipt consent, CancellationToken ct)
    {
        if (referral.Status != Status.Completed)
            return;
        var checks = await db
            .FollowUps.Where(f => f.ReferralId == referral.Id && f.Round == referral.Round)
            .ToListAsync(ct);
        if (checks.Any(f => f.Result is { } result && FollowUps.Of(result).EndsOthers))
            return;
        var ended = await db
            .History.Where(h => h.ReferralId == referral.Id && h.PoolId != null && h.Status == Status.Completed)
            .MaxAsync(h => h.At, ct);
        var exit = await db
            .Attempts.Where(a =>
                a.ReferralId == referral.Id && a.Round == referral.Round && a.Status == Status.Completed
            )
            .Select(a => a.Exit)
            .FirstOrDefaultAsync(ct);
        var asked = FollowUps
            .After(referral.Id, referral.OrganisationId, referral.Round, exit, ended, consent.EndOf(Purpose.FollowUp))
            .ToList();
        foreach (var check in checks.Where(f => f.Result is null))
            if (asked.Find(f => f.Month == check.Month) is { } again)
                check.Until = again.Until;
            else
                db.Remove(check);
        db.AddRange(asked.Where(f => checks.TrueForAll(check => check.Month != f.Month)));
    }

    /// <summary>Deletes the checks that are to come, since nobody may ask her any more or a new placement will have its
    /// own; what was recorded stays.</summary>
    public static async Task EndPending(ReferralsDb db, Guid referralId, CancellationToken ct) =>
        db.RemoveRange(await db.FollowUps.Where(f => f.ReferralId == referralId && f.Result == null).ToListAsync(ct));
}

/// <param name="Note">For the own organisation alone.</param>
internal sealed record FollowUpRequest(string? Result, string? Note);

internal sealed class FollowUpRequestValidator : AbstractValidator<FollowUpRequest>
{
    public FollowUpRequestValidator()
    {
        RuleFor(r => r.Result).RequiredOneOf(Codes.FollowUpResults);
        RuleFor(r => r.Note).Text(1000);
    }
}
