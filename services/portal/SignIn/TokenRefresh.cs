using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using ReferralNetwork.Portal.Data;

namespace ReferralNetwork.Portal.SignIn;

/// <summary>Fetches new tokens before the old ones expire. A refresh token can be used once, so one request of a
/// session uses it while the others wait for the result.</summary>
internal sealed class TokenRefresh(Sessions sessions, IOptionsMonitor<OAuthOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private const int MaxPolls = 300;

    public async Task Validate(CookieValidatePrincipalContext context)
    {
        var id = context.Principal!.FindFirst(Session.Claim)!.Value;
        if (context.Request.IsLeaving())
            return;
        if (!context.Request.IsBackground())
            await sessions.Touch(Guid.Parse(id));
        if (Ends(context.Properties) > time.GetUtcNow() + Ahead)
            return;

        var ticket = await sessions.BeginRefresh(Guid.Parse(id))
            ? await Refresh(id)
            : await Wait(id, context.HttpContext.RequestAborted);
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
    /// <exception cref="Platform.Answers.UnavailableException">The issuer does not answer, and the old token has
    /// expired.</exception>
    private async Task<AuthenticationTicket?> Refresh(string id)
    {
        var oauth = options.Get(SignInServices.Network);
        // Read again: since this request read it, another may have fetched new tokens.
        if (await sessions.RetrieveAsync(id) is not { } ticket)
            return null;
        try
        {
            if (Ends(ticket.Properties) > time.GetUtcNow() + Ahead)
            {
                await sessions.GiveUpRefresh(Guid.Parse(id));
                return ticket;
            }
            using var answer = await TokenRequests.Refresh(oauth, ticket.Properties, CancellationToken.None);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized)
                return null;
            answer.EnsureSuccessStatusCode();
            using var tokens = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None));
            string Text(string name) => tokens.RootElement.GetProperty(name).GetString()!;
            ticket.Properties.UpdateTokenValue("access_token", Text("access_token"));
            ticket.Properties.UpdateTokenValue("refresh_token", Text("refresh_token"));
            var ends = time.GetUtcNow().AddSeconds(tokens.RootElement.GetProperty("expires_in").GetInt32());
            ticket.Properties.UpdateTokenValue("expires_at", ends.ToString("o", CultureInfo.InvariantCulture));
            // Saved at once: the old refresh token can no longer be used.
            await sessions.RenewAsync(id, ticket);
            // Claims are read again with the new token, so that the pages and the API agree on what the person may do.
            var person = await SignInServices.Describe(oauth, Text("access_token"), CancellationToken.None);
            person.AddClaim(new(Session.Claim, id));
            ticket = new AuthenticationTicket(new(person), ticket.Properties, ticket.AuthenticationScheme);
            await sessions.RenewAsync(id, ticket);
            return ticket;
        }
        catch (Exception away) when (NetworkApi.IsUnavailable(away))
        {
            await sessions.GiveUpRefresh(Guid.Parse(id));
            return Ends(ticket.Properties) > time.GetUtcNow() ? ticket : throw NetworkApi.Unavailable(away);
        }
    }

    private async Task<AuthenticationTicket?> Wait(string id, CancellationToken ct)
    {
        for (var look = 0; look < MaxPolls; look++)
        {
            if (await sessions.RetrieveAsync(id) is not { } ticket)
                return null;
            if (Ends(ticket.Properties) > time.GetUtcNow() + Ahead)
                return ticket;
            await Task.Delay(PollInterval, ct);
        }
        throw NetworkApi.Unavailable();
    }

    private static DateTimeOffset Ends(AuthenticationProperties properties) =>
        DateTimeOffset.Parse(properties.GetTokenValue("expires_at")!, CultureInfo.InvariantCulture);
}
