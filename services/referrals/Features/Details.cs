using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Who she is: for her referrer, and from acceptance on for the intake of the accepting organisation. Every opening is recorded.</summary>
internal static class Details
{
    /// <summary>An acceptance may still be on its way from the provider's service.</summary>
    private static readonly TimeSpan WaitForAcceptance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static void Map(IEndpointRouteBuilder referrals)
    {
        referrals.MapPut("/{id:guid}/details", Put).For(Roles.Caseworker).InTransaction();
        referrals.MapGet("/{id:guid}/details", Get).For(Roles.Caseworker, Roles.Intake);
    }

    private static async Task<IResult> Put(
        Guid id, DetailsRequest request, ReferralsDb db, Sealer sealer, DatabaseClock clock, ClaimsPrincipal user, CancellationToken ct)
    {
        if (request.IsEmpty()) return Problem.Field("body", "has nothing to keep");
        if (await ReferralView.Own(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return Problem.NotFound();
        if (!Status.Open.Contains(referral.Status) || referral.Status == Status.InProgress)
            return Problem.Of(StatusCodes.Status409Conflict, "Details can follow until she has arrived, not after.", ("state", referral.Status));
        var consent = await ReferralView.LatestConsent(db, id, ct);
        if (consent is null || !consent.IsActive(await clock.Now(ct)))
            return Problem.Of(StatusCodes.Status409Conflict, "Her consent is no longer active.", ("state", referral.Status));
        if (request.NotCovered(consent.Fields) is { } field) return Problem.Field(field, "is not covered by her consent");

        var key = await db.Keys.SingleAsync(k => k.ReferralId == id, ct);
        await Keys.Seal(db, sealer, key, SealedRow.Details, request.Over(await Keys.Details(db, sealer, id, ct)), ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> Get(
        Guid id, ReferralsDb db, AvailabilityIndex index, UnitOfWork work, Sealer sealer, DatabaseClock clock, TimeProvider time, ClaimsPrincipal user,
        CancellationToken ct)
    {
        if (await Visible.Referrals(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return Problem.NotFound();
        var isReferrer = referral.OrganisationId == user.Organisation() && user.IsInRole(Roles.Caseworker);
        if (!isReferrer && !(user.IsInRole(Roles.Intake) && await Accepted(db, index, referral, user.Organisation(), time, ct))) return Problem.NotFound();

        return await work.Run<IResult>(async () =>
        {
            var now = await clock.Now(ct);
            // Withdrawn or void: an acceptance that came too late opens nothing.
            if (!isReferrer && !await Visible.Referrals(db, user).AnyAsync(r => r.Id == id && r.Status != Status.Cancelled && r.Status != Status.EnteredInError, ct)) return Problem.NotFound();
            var consent = await ReferralView.LatestConsent(db, id, ct);
            if (consent is null || !consent.IsActive(now)) return Problem.NotFound();
            if (!isReferrer && !ConsentRules.Covers(consent, user.Organisation())) return Problem.NotFound();
            if (await Keys.Details(db, sealer, id, ct) is not { } details) return Problem.NotFound();

            db.Add(AccessEntry.Of(id, user, $"details: {string.Join(", ", consent.Fields)}", isReferrer ? "referrer" : "accepted", now));
            return TypedResults.Ok(details.Covered(consent.Fields));
        }, answer => answer is not IStatusCodeHttpResult { StatusCode: >= 400 }, ct);
    }

    private static async Task<bool> Accepted(
        ReferralsDb db, AvailabilityIndex index, Referral referral, Guid organisation, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var known = await db.Attempts.AsNoTracking().Where(a => a.ReferralId == referral.Id && a.OrganisationId == organisation)
                .Select(a => new { a.PoolId, a.Round, a.Status }).ToListAsync(ct);
            // A pool with somebody in it is never removed: where it is gone, a coordinator has suspended it.
            if (known.Any(a => a.Status is Status.Accepted or Status.Ready or Status.InProgress && index.Find(a.PoolId) is not null)) return true;
            // Only who was asked is waited for: that a house is in the plan and not asked yet must not be told by the time an answer takes.
            if (!known.Any(a => a.Status is Status.Requested or Status.Received or Status.OnHold) || time.GetElapsedTime(started) > WaitForAcceptance) return false;
            await Task.Delay(Look, ct);
        }
    }
}
