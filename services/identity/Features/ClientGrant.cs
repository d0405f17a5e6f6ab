using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;

namespace ReferralNetwork.Identity.Features;

/// <summary>A system acts for its organisation by itself (RFC 6749, 4.4).</summary>
internal static class ClientGrant
{
    public static async Task<Granted> Issue(HttpContext http, IFormCollection form, Client client, CancellationToken ct)
    {
        if (client.Roles.Count == 0)
            return Granted.No("unauthorized_client", "this client acts for people alone");
        var services = http.RequestServices;
        var organisation = await services
            .GetRequiredService<IdentityDb>()
            .Organisations.AsNoTracking()
            .SingleAsync(o => o.Id == client.OrganisationId, ct);
        if (organisation.SuspendedAt is not null)
            return Granted.No("unauthorized_client", "its organisation is suspended");
        return Granted.To(await services.GetRequiredService<AccessTokens>().For(Bearer.Of(client, organisation), ct));
    }
}
