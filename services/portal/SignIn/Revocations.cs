using System.Threading.Channels;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace ReferralNetwork.Portal.SignIn;

/// <summary>
/// Ends a sign-in at the issuer too, in the background, so that nobody who must leave waits for a service. If the
/// issuer is away, the tokens, which only the session's row held, end by themselves within the hours of a shift.
/// </summary>
internal sealed class Revocations(IOptionsMonitor<OAuthOptions> options, ILogger<Revocations> log) : BackgroundService
{
    private readonly Channel<AuthenticationProperties> _ended = Channel.CreateBounded<AuthenticationProperties>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    public async Task Add(CookieSigningOutContext context)
    {
        if (
            (
                await context.HttpContext.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)
            ).Properties is
            { } properties
        )
            await _ended.Writer.WriteAsync(properties, CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var properties in _ended.Reader.ReadAllAsync(stoppingToken))
            try
            {
                using var answer = await TokenRequests.Revoke(
                    options.Get(SignInServices.Network),
                    properties,
                    stoppingToken
                );
            }
            catch (Exception away) when (NetworkApi.IsUnavailable(away))
            {
                log.LogWarning("A sign-in that has ended here could not be ended at the issuer");
            }
    }
}

/// <summary>What the portal asks of the issuer as its OAuth client.</summary>
internal static class TokenRequests
{
    public static Task<HttpResponseMessage> Refresh(
        OAuthOptions portal,
        AuthenticationProperties session,
        CancellationToken ct
    ) =>
        Ask(
            portal,
            portal.TokenEndpoint,
            new() { ["grant_type"] = "refresh_token", ["refresh_token"] = Token(session) },
            ct
        );

    /// <summary>Token revocation (RFC 7009).</summary>
    public static Task<HttpResponseMessage> Revoke(
        OAuthOptions portal,
        AuthenticationProperties session,
        CancellationToken ct
    ) =>
        Ask(
            portal,
            portal.TokenEndpoint.Replace("/token", "/revoke", StringComparison.Ordinal),
            new() { ["token"] = Token(session) },
            ct
        );

    private static string Token(AuthenticationProperties session) => session.GetTokenValue("refresh_token") ?? "";

    private static async Task<HttpResponseMessage> Ask(
        OAuthOptions portal,
        string address,
        Dictionary<string, string> form,
        CancellationToken ct
    )
    {
        (form["client_id"], form["client_secret"]) = (portal.ClientId, portal.ClientSecret);
        using var content = new FormUrlEncodedContent(form);
        return await portal.Backchannel.PostAsync(new Uri(address), content, ct);
    }
}
