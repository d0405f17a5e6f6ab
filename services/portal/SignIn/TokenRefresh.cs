using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using ReferralNetwork.Platform;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.SignIn;

/// <summary>
/// Fetches new tokens before the old ones end. A refresh token is good once, so one request of a session uses it while the
/// others wait for what it gets.
/// </summary>
internal sealed class TokenRefresh(Sessions sessions, IOptionsMonitor<OAuthOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private const int Looks = 150;

    public async Task Validate(CookieValidatePrincipalContext context)
    {
        var id = context.Principal!.FindFirst(Sessions.Claim)!.Value;
        if (!context.Request.IsBackground()) await sessions.Touch(Guid.Parse(id));
        if (Ends(context.Properties) > time.GetUtcNow() + Ahead) return;

        var ticket = await sessions.BeginRefresh(Guid.Parse(id)) ? await Refresh(id) : await Wait(id, context.HttpContext.RequestAborted);
        if (ticket is null)
        {
            context.RejectPrincipal();
            await sessions.RemoveAsync(id);
            return;
        }
        context.ReplacePrincipal(ticket.Principal);
        context.Properties.StoreTokens(ticket.Properties.GetTokens());
    }

    /// <returns>Null when the issuer says that this sign-in has ended.</returns>
    /// <exception cref="UnavailableException">The issuer does not answer, and the old token has ended.</exception>
    private async Task<AuthenticationTicket?> Refresh(string id)
    {
        // As it is now: between this request's reading of it and its turn another may have fetched new ones.
        if (await sessions.RetrieveAsync(id) is not { } ticket) return null;
        try
        {
            if (Ends(ticket.Properties) > time.GetUtcNow() + Ahead)
            {
                await sessions.GiveUpRefresh(Guid.Parse(id));
                return ticket;
            }
            using var answer = await Ask(options.Get(SignInServices.Network).TokenEndpoint, "refresh_token", "refresh_token", ticket.Properties, CancellationToken.None);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized) return null;
            answer.EnsureSuccessStatusCode();
            using var tokens = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None));
            string Text(string name) => tokens.RootElement.GetProperty(name).GetString()!;
            ticket.Properties.UpdateTokenValue("access_token", Text("access_token"));
            ticket.Properties.UpdateTokenValue("refresh_token", Text("refresh_token"));
            var ends = time.GetUtcNow().AddSeconds(tokens.RootElement.GetProperty("expires_in").GetInt32());
            ticket.Properties.UpdateTokenValue("expires_at", ends.ToString("o", CultureInfo.InvariantCulture));
            await sessions.RenewAsync(id, ticket);
            return ticket;
        }
        catch (Exception away) when (NetworkApi.IsAway(away))
        {
            await sessions.GiveUpRefresh(Guid.Parse(id));
            return Ends(ticket.Properties) > time.GetUtcNow() ? ticket : throw NetworkApi.Away(away);
        }
    }

    private async Task<AuthenticationTicket?> Wait(string id, CancellationToken ct)
    {
        for (var look = 0; look < Looks; look++)
        {
            if (await sessions.RetrieveAsync(id) is not { } ticket) return null;
            if (Ends(ticket.Properties) > time.GetUtcNow() + Ahead) return ticket;
            await Task.Delay(Look, ct);
        }
        throw NetworkApi.Away();
    }

    /// <summary>The sign-in ends at the issuer too. Where that is away, its family of tokens ends by itself within the hours of a shift.</summary>
    public async Task Revoke(CookieSigningOutContext context)
    {
        if ((await context.HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Properties is not { } properties) return;
        try
        {
            var revoke = options.Get(SignInServices.Network).TokenEndpoint.Replace("/token", "/revoke", StringComparison.Ordinal);
            using var answer = await Ask(revoke, null, "token", properties, context.HttpContext.RequestAborted);
        }
        catch (Exception away) when (NetworkApi.IsAway(away)) { /* The session itself goes all the same. */ }
    }

    private async Task<HttpResponseMessage> Ask(string address, string? grant, string parameter, AuthenticationProperties properties, CancellationToken ct)
    {
        var portal = options.Get(SignInServices.Network);
        var form = new Dictionary<string, string>
        {
            ["client_id"] = portal.ClientId, ["client_secret"] = portal.ClientSecret, [parameter] = properties.GetTokenValue("refresh_token") ?? "",
        };
        if (grant is not null) form["grant_type"] = grant;
        using var content = new FormUrlEncodedContent(form);
        return await portal.Backchannel.PostAsync(new Uri(address), content, ct);
    }

    private static DateTimeOffset Ends(AuthenticationProperties properties) =>
        DateTimeOffset.Parse(properties.GetTokenValue("expires_at")!, CultureInfo.InvariantCulture);
}
