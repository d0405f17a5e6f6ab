using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>What all actions of a referrer have alike, within the request's transaction.</summary>
internal sealed class ReferrerAction(ReferralsDb db, DatabaseClock clock)
{
    /// <summary>Finds the caller's referral, refuses what is based on an old version or is not allowed in its status,
    /// acts, and answers with the referral as it is then.</summary>
    /// <param name="act">Given the referral and the time now; returns null when it has acted, else the refusal.</param>
    public async Task<Results<Ok<ReferralView>, Refused>> Run(
        HttpContext http,
        Guid id,
        string action,
        Func<Referral, DateTimeOffset, Task<Refused?>> act,
        CancellationToken ct
    )
    {
        if (await ReferralView.Own(db, http.User).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral)
            return Problem.NotFound();
        if (HasMoved(http, referral) is { } moved)
            return moved;
        if (!referral.AvailableActions.Contains(action))
            return Refuse(
                referral,
                $"A referral that is {(referral.ClosedAt is null ? referral.Status : "closed")} has no {action}."
            );
        if (await act(referral, await clock.Now(ct)) is { } refused)
            return refused;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await ReferralView.Load(http.RequestServices, http.User, id, ct));
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

    public static Refused Refuse(Referral referral, string detail) =>
        Problem.Of(
            StatusCodes.Status409Conflict,
            detail,
            ("state", referral.Status),
            ("availableActions", referral.AvailableActions)
        );
}
