using System.Net;
using System.Net.Http.Headers;
using System.Text;
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
        if (!request.Headers.ContainsKey("Authorization")) return new(id, secret);
        var basic = Basic(request.Headers.Authorization.ToString());
        return secret.Length > 0 || (id.Length > 0 && id != basic.ClientId && basic != None) ? null : basic;
    }

    private static ClientCredentials Basic(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || !value.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) return None;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(value.Parameter ?? "", bytes, out var length)) return None;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        // Each half is form-encoded before it is joined.
        return colon < 0 ? None : new(WebUtility.UrlDecode(text[..colon]), WebUtility.UrlDecode(text[(colon + 1)..]));
    }
}

internal static class ClientAuthentication
{
    private const int LongestId = 64;

    /// <returns>Null alike for an unknown client, a wrong secret and a disabled client.</returns>
    public static async Task<Client?> Authenticate(this IdentityDb db, ClientCredentials credentials, CancellationToken ct)
    {
        // VSCHAR (RFC 6749, A.1); anything else is nobody's id.
        var id = credentials.ClientId.Length <= LongestId && credentials.ClientId.All(c => c is >= ' ' and <= '~') ? credentials.ClientId : "";
        var client = await db.Clients.AsNoTracking().FirstOrDefaultAsync(c => c.ClientId == id, ct);
        return Secret.Matches(credentials.Secret, client?.SecretHash) && client?.DisabledAt is null ? client : null;
    }
}
