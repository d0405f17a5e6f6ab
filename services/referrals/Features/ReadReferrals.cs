using System.Runtime.CompilerServices;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Shows a referral to its own organisation, once or as a stream of its changes.</summary>
internal static class ReadReferrals
{
    public static void Map(IEndpointRouteBuilder referrals)
    {
        referrals.MapGet("/{id:guid}", Show).For(Roles.Caseworker);
        referrals.MapGet("/{id:guid}/stream", Follow).For(Roles.Caseworker);
    }

    private static async Task<Results<Ok<ReferralView>, Refused>> Show(
        Guid id,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    ) =>
        await ReferralView.Load(http.RequestServices, user, id, ct) is { } view
            ? Preconditions.Ok(http, view)
            : Problem.NotFound();

    private static async Task<Results<ServerSentEventsResult<ReferralView?>, Refused>> Follow(
        Guid id,
        ReferralsDb db,
        ClaimsPrincipal user,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (!await ReferralView.Own(db, user).AnyAsync(r => r.Id == id, ct))
            return Problem.NotFound();
        var last = EventStream.LastOf(http);
        return EventStream.Of<ReferralView>(http, "referral", user.Organisation(), News);

        async IAsyncEnumerable<(string, ReferralView)> News(
            IServiceProvider services,
            [EnumeratorCancellation] CancellationToken stop
        )
        {
            var version = await services
                .GetRequiredService<ReferralsDb>()
                .Referrals.Where(r => r.Id == id)
                .Select(r => r.Version)
                .SingleAsync(stop);
            if (last == $"{version}" || await ReferralView.Load(services, user, id, stop) is not { } view)
                yield break;
            last = $"{view.Version}";
            yield return (last, view);
        }
    }
}
