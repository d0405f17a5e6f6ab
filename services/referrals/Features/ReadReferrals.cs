using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>An organisation follows a referral.</summary>
internal static class ReadReferrals
{
    public static void Map(IEndpointRouteBuilder referrals)
    {
        referrals.MapGet("/{id:guid}", Show).For(Roles.Caseworker);
        referrals.MapGet("/{id:guid}/stream", Follow).For(Roles.Caseworker);
    }

    private static async Task<IResult> Show(Guid id, ClaimsPrincipal user, HttpContext http, CancellationToken ct) =>
        await ReferralView.Load(http.RequestServices, user, id, ct) is { } view ? Preconditions.Ok(http, view) : Problem.NotFound();

    private static async Task<IResult> Follow(Guid id, ReferralsDb db, ClaimsPrincipal user, HttpContext http, CancellationToken ct) =>
        !await ReferralView.Own(db, user).AnyAsync(r => r.Id == id, ct) ? Problem.NotFound()
        : EventStream.Of<ReferralView>(http, "referral", async (services, last, stop) =>
        {
            var version = await services.GetRequiredService<ReferralsDb>().Referrals.Where(r => r.Id == id).Select(r => r.Version).SingleAsync(stop);
            return last == $"{version}" || await ReferralView.Load(services, user, id, stop) is not { } view ? [] : [($"{view.Version}", view)];
        });
}
