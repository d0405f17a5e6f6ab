using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Her sealed details, for her referrer, and from acceptance on for the intake of the accepting organisation.
/// Every opening is recorded.</summary>
internal static class Details
{
    /// <summary>An acceptance may still be on its way from the provider's service.</summary>
    private static readonly TimeSpan WaitForAcceptance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    public static void Map(IEndpointRouteBuilder referrals)
    {
        referrals.MapPut("/{id:guid}/details", Put).For(Roles.Caseworker).InTransaction();
        referrals.MapGet("/{id:guid}/details", Get).For(Roles.Caseworker);
        referrals.MapGet("/attempts/{attemptId:guid}/details", GetAccepted).For(Roles.Intake);
    }

    private static async Task<Results<NoContent, Refused>> Put(
        Guid id,
        DetailsRequest request,
        ReferralsDb db,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        if (request.IsEmpty())
            return Problem.Field("body", "has nothing to keep");
        if (
            await ReferralView.Own(db, user).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct)
            is not { } referral
        )
            return Problem.NotFound();
        if (!Status.Open.Contains(referral.Status) || referral.Status == Status.InProgress)
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "Details can be added until the arrival, not after.",
                ("state", referral.Status)
            );
        var consent = await ReferralView.LatestConsent(db, id, ct);
        if (consent is null || !consent.IsActive(await clock.Now(ct)))
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "The consent is no longer active.",
                ("state", referral.Status)
            );
        if (request.NotCovered(consent.Fields) is { } field)
            return Problem.Field(field, "is not covered by her consent");

        var key = await db.Keys.SingleAsync(k => k.ReferralId == id, ct);
        await Keys.Seal(db, sealer, key, SealedRow.Details, request.Over(await Keys.Details(db, sealer, id, ct)), ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<DetailsView>, Refused>> Get(
        Guid id,
        ReferralsDb db,
        UnitOfWork work,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        await ReferralView.Own(db, user).AnyAsync(r => r.Id == id, ct)
            ? await Open(id, "referrer", db, work, sealer, clock, user, ct)
            : Problem.NotFound();

    /// <summary>For the house that has accepted her; it knows the attempt's id, and not the referral's.</summary>
    private static async Task<Results<Ok<DetailsView>, Refused>> GetAccepted(
        Guid attemptId,
        ReferralsDb db,
        AvailabilityIndex index,
        UnitOfWork work,
        Sealer sealer,
        DatabaseClock clock,
        TimeProvider time,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        var organisation = user.Organisation();
        var asked = db
            .Attempts.AsNoTracking()
            .Where(a =>
                a.Id == attemptId
                && a.OrganisationId == organisation
                && Visible.Referrals(db, user).Any(r => r.Id == a.ReferralId)
            );
        if (!await IsAccepted(asked, index, time, ct))
            return Problem.NotFound();
        return await Open(
            await asked.Select(a => a.ReferralId).SingleAsync(ct),
            "accepted",
            db,
            work,
            sealer,
            clock,
            user,
            ct
        );
    }

    private static Task<Results<Ok<DetailsView>, Refused>> Open(
        Guid id,
        string why,
        ReferralsDb db,
        UnitOfWork work,
        Sealer sealer,
        DatabaseClock clock,
        ClaimsPrincipal user,
        CancellationToken ct
    ) =>
        work.Run<Results<Ok<DetailsView>, Refused>>(
            async () =>
            {
                var (now, isReferrer) = (await clock.Now(ct), why == "referrer");
                // Withdrawn or entered in error: an acceptance that came too late opens nothing.
                if (
                    !isReferrer
                    && !await Visible
                        .Referrals(db, user)
                        .AnyAsync(
                            r => r.Id == id && r.Status != Status.Cancelled && r.Status != Status.EnteredInError,
                            ct
                        )
                )
                    return Problem.NotFound();
                var consent = await ReferralView.LatestConsent(db, id, ct);
                if (consent is null || !consent.IsActive(now))
                    return Problem.NotFound();
                if (!isReferrer && !ConsentRules.Covers(consent, user.Organisation()))
                    return Problem.NotFound();
                if (await Keys.Details(db, sealer, id, ct) is not { } details)
                    return Problem.NotFound();

                db.Add(AccessEntry.Of(id, user, $"details: {string.Join(", ", consent.Fields)}", why, now));
                return TypedResults.Ok(DetailsView.Of(details.Covered(consent.Fields)));
            },
            answer => answer.Result is not Refused,
            ct
        );

    private static async Task<bool> IsAccepted(
        IQueryable<AttemptSnapshot> asked,
        AvailabilityIndex index,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var known = await asked.Select(a => new { a.PoolId, a.Status }).SingleOrDefaultAsync(ct);
            // A pool with somebody in it is never removed: where it is gone, a coordinator has suspended it.
            if (
                known?.Status is Status.Accepted or Status.Ready or Status.InProgress
                && index.Find(known.PoolId) is not null
            )
                return true;
            // Waits only for those who were asked: the time of an answer must not reveal that a house is in the plan
            // and not asked yet.
            if (
                known?.Status is not (Status.Requested or Status.Received or Status.OnHold)
                || time.GetElapsedTime(started) > WaitForAcceptance
            )
                return false;
            await Task.Delay(PollInterval, ct);
        }
    }
}
