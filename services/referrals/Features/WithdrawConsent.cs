using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>
/// She withdraws her consent: the key is destroyed, what has not begun is cancelled and every holder told. A stay or
/// treatment under way goes on, with sharing ended (rule 5).
/// </summary>
internal static class WithdrawConsent
{
    public static void Map(IEndpointRouteBuilder referrals) =>
        referrals.MapPost("/{id:guid}/consent/withdraw", Withdraw).For(Roles.Caseworker).AddEndpointFilter(Scrub).InTransaction();

    private static async Task<IResult> Withdraw(Guid id, ReferralsDb db, DatabaseClock clock, ClaimsPrincipal user, HttpContext http, CancellationToken ct)
    {
        if (await ReferralView.Own(db, user).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return Problem.NotFound();
        if (ReferrerAction.HasMoved(http, referral) is { } moved) return moved;
        var now = await clock.Now(ct);
        foreach (var receipt in await db.Consents.Where(c => c.ReferralId == id && c.WithdrawnAt == null).ToListAsync(ct))
            (receipt.WithdrawnAt, receipt.RemindAt, receipt.EndAt) = (now, null, null);
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

    // The destroyed key still stands in the write-ahead log until that is taken in, whether or not the caller stays to see it.
    private static async ValueTask<object?> Scrub(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        await context.HttpContext.RequestServices.GetRequiredService<ReferralsDb>().Scrub(CancellationToken.None);
        return answer;
    }
}
