using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Says which of an organisation's referrals has changed, so that its list can be read again.</summary>
internal static class FollowReferrals
{
    // More than any one transaction changes, so that what changed in one microsecond is never cut in two.
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder referrals) => referrals.MapGet("/stream", Follow).For(Roles.Caseworker);

    /// <summary>
    /// The id of an event is the microsecond of the change. Without Last-Event-ID nothing old is sent: it begins with the
    /// first change after it was opened. A referral that has just ended is told too: it leaves the list of the open ones.
    /// </summary>
    private static IResult Follow(ClaimsPrincipal user, HttpContext http)
    {
        DateTimeOffset? opened = null;
        return EventStream.Of<ReferralChanged>(http, "changed", async (services, last, ct) =>
        {
            var own = ReferralView.Own(services.GetRequiredService<ReferralsDb>(), user);
            // From the newest row, not from the clock: what is being written now has its time already.
            var since = EventStream.TimeOf(last) ?? (opened ??= await own.MaxAsync(r => (DateTimeOffset?)r.UpdatedAt, ct) ?? DateTimeOffset.UnixEpoch);
            var rows = await Since(own, since).Take(Most + 1).Select(r => new { r.Id, r.UpdatedAt }).ToListAsync(ct);
            if (rows.Count > Most) rows.RemoveAll(r => r.UpdatedAt == rows[Most].UpdatedAt);
            return [.. rows.Select(r => (EventStream.IdOf(r.UpdatedAt), new ReferralChanged(r.Id)))];
        });
    }

    internal static IQueryable<Referral> Since(IQueryable<Referral> own, DateTimeOffset since) =>
        own.Where(r => r.UpdatedAt > since).OrderBy(r => r.UpdatedAt);
}

internal sealed record ReferralChanged(Guid Id);
