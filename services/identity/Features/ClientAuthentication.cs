using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Domain;

namespace ReferralNetwork.Identity.Features;

/// <summary>Credentials of a client, from the form or from HTTP Basic (RFC 6749, 2.3.1).</summary>
internal sealed record ClientCredentials(string ClientId, string Secret)
{
    /// <summary>None were sent, or unreadable ones.</summary>
    public static readonly ClientCredentials None = new("", "");

    /// <returns>Null when the request authenticates in two ways at once, which it must not.</returns>
    public static ClientCredentials? Of(HttpRequest request, IFormCollection form)
    {
        var (id, secret) = (form["client_id"].ToString(), form["client_secret"].ToString());
        if (!request.Headers.ContainsKey("Authorization"))
            return new(id, secret);
        var basic = Basic(request.Headers.Authorization.ToString());
        return secret.Length > 0 || (id.Length > 0 && id != basic.ClientId && basic != None) ? null : basic;
    }

    private static ClientCredentials Basic(string header)
    {
        if (
            !AuthenticationHeaderValue.TryParse(header, out var value)
            || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
        )
            return None;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(value.Parameter ?? "", bytes, out var length))
            return None;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // Each half is form-encoded before it is joined.
        return colon < 0 ? None : new(WebUtility.UrlDecode(text[..colon]), WebUtility.UrlDecode(text[(colon + 1)..]));
    }
}

/// <summary>The clients that may ask for tokens: rows, and the portal, which is made from configuration.</summary>
internal sealed class Clients(IdentityDb db, Portal portal)
{
    private const int LongestId = 64;

    /// <returns>Null when there is none, or a disabled one.</returns>
    public async Task<Client?> Find(string clientId, CancellationToken ct)
    {
        if (portal.Client is { } own && clientId == own.ClientId)
            return own;
        // VSCHAR (RFC 6749, A.1); anything else is nobody's id.
        var id = clientId.Length <= LongestId && clientId.All(c => c is >= ' ' and <= '~') ? clientId : "";
        return await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == id && c.DisabledAt == null, ct);
    }

    /// <returns>The client, or a refusal that is the same for an unknown client, a wrong secret and a disabled
    /// client.</returns>
    public async Task<(Client? Client, JsonHttpResult<TokenError>? Refusal)> Authenticate(
        HttpContext http,
        IFormCollection form,
        CancellationToken ct
    )
    {
        if (ClientCredentials.Of(http.Request, form) is not { } credentials)
            return (null, OAuthForm.Refuse("invalid_request", "authenticate by form or by Basic, not by both"));
        var client = await Find(credentials.ClientId, ct);
        if (Secret.Matches(credentials.Secret, client?.SecretHash) && client is not null)
            return (client, null);
        http.Response.Headers.WWWAuthenticate = "Basic realm=\"network\", charset=\"UTF-8\"";
        return (
            null,
            OAuthForm.Refuse("invalid_client", "unknown client or wrong secret", StatusCodes.Status401Unauthorized)
        );
    }
}

/// <summary>The portal, a client made from configuration, which acts for people who have signed in and never by
/// itself.</summary>
/// <param name="Client">Null where <c>Portal:ClientSecret</c> is not set.</param>
internal sealed record Portal(Client? Client)
{
    public static Portal Of(IConfiguration configuration, Issuer issuer) =>
        new(
            configuration["Portal:ClientSecret"] is not { Length: > 0 } secret
                ? null
                : new Client
                {
                    Id = Guid.Empty,
                    ClientId = "portal",
                    SecretHash = Secret.Hash(secret),
                    OrganisationId = Guid.Empty,
                    Label = "portal",
                    Roles = [],
                    RedirectUris = [configuration["Portal:RedirectUri"] ?? issuer.Endpoint("/signed-in")],
                    CreatedAt = DateTimeOffset.UnixEpoch,
                }
        );
}
