using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OAuth;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Work;

namespace ReferralNetwork.Portal.SignIn;

/// <summary>Sign-in by the network's own identity service (authorization code with PKCE); the browser keeps a cookie
/// that names a session.</summary>
internal static class SignInServices
{
    public const string Network = "network";

    // Nobody stays signed in longer than a night shift, however active; the refresh token ends then too.
    private static readonly TimeSpan MaxSession = TimeSpan.FromHours(12);

    public static void AddSignIn(this Service service)
    {
        var configuration = service.Configuration;
        var issuer = configuration["Issuer:Address"]!.TrimEnd('/');
        service.Services.AddSingleton<Sessions>();
        service.Services.AddSingleton<TokenRefresh>();
        service.Services.AddHostedService<SessionCleaning>();
        service.Services.AddSingleton<Revocations>();
        service.Services.AddHostedService(services => services.GetRequiredService<Revocations>());
        service
            .Services.AddAuthentication(authentication =>
            {
                authentication.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                authentication.DefaultChallengeScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                authentication.DefaultForbidScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            })
            .AddCookie()
            .AddOAuth(
                Network,
                oauth =>
                {
                    oauth.ClientId = "portal";
                    oauth.ClientSecret = Setting.Require(
                        configuration,
                        "Portal:ClientSecret",
                        "the secret that identity knows the pages by, the same for both"
                    );
                    oauth.AuthorizationEndpoint = $"{issuer}/connect/authorize";
                    oauth.TokenEndpoint = $"{NetworkAddress(configuration)}/connect/token";
                    oauth.UserInformationEndpoint = $"{NetworkAddress(configuration)}/connect/userinfo";
                    oauth.CallbackPath = "/signed-in";
                    oauth.UsePkce = true;
                    oauth.SaveTokens = true;
                    oauth.Scope.Add("network");
                    oauth.CorrelationCookie = PageCookies.Named("sign-in-");
                    oauth.CorrelationCookie.Expiration = oauth.RemoteAuthenticationTimeout;
                    oauth.Events.OnCreatingTicket = async context =>
                        context.Principal = new ClaimsPrincipal(
                            await Describe(oauth, context.AccessToken!, context.HttpContext.RequestAborted)
                        );
                    oauth.Events.OnTicketReceived = received =>
                    {
                        // Each sign-in gets a new session, whatever cookie the browser sent: the handler would reuse
                        // that session's id.
                        received.Request.Headers.Remove("Cookie");
                        return Task.CompletedTask;
                    };
                    oauth.Events.OnRemoteFailure = failure =>
                    {
                        // An old page, a second tab or a form sent twice: start again.
                        failure.HandleResponse();
                        failure.Response.Redirect("/signed-out");
                        return Task.CompletedTask;
                    };
                }
            );
        service.Services.AddHttpClient(Network).AddCalls();
        service
            .Services.AddOptions<OAuthOptions>(Network)
            .Configure<IHttpClientFactory>((oauth, clients) => oauth.Backchannel = clients.CreateClient(Network));
        service
            .Services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<Sessions, TokenRefresh, Revocations>(
                (cookies, sessions, refresh, revocations) =>
                {
                    cookies.Cookie = PageCookies.Named("session");
                    cookies.SessionStore = sessions;
                    cookies.ExpireTimeSpan = MaxSession;
                    cookies.SlidingExpiration = false;
                    cookies.Events.OnRedirectToLogin = Challenge;
                    cookies.Events.OnRedirectToAccessDenied = denied =>
                    {
                        denied.Response.StatusCode = StatusCodes.Status403Forbidden;
                        return Task.CompletedTask;
                    };
                    cookies.Events.OnValidatePrincipal = refresh.Validate;
                    cookies.Events.OnSigningOut = revocations.Add;
                }
            );
    }

    /// <summary>Address that the portal sends its requests to: the gateway, as for every other client.</summary>
    public static string NetworkAddress(IConfiguration configuration) =>
        (configuration["Portal:Network"] ?? configuration["Issuer:Address"]!).TrimEnd('/');

    // A form cannot be sent again after signing in: its page is opened instead. Scripts get 401 and no redirect.
    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.IsBackground())
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        return context.HttpContext.ChallengeAsync(
            Network,
            new AuthenticationProperties { RedirectUri = context.Request.Path }
        );
    }

    /// <summary>Requested by a page's script and not by a person, so that it does not count as activity.</summary>
    public static bool IsBackground(this HttpRequest request) =>
        request.Headers.ContainsKey("X-Background") || request.Headers.Accept == "text/event-stream";

    /// <summary>Requests to leave: they wait for nothing and do not count as activity.</summary>
    public static bool IsLeaving(this HttpRequest request) =>
        request.Path.Value is "/exit" or "/sign-out" or "/signed-out";

    /// <summary>Who the person is and may do now, by the identity service's UserInfo (OpenID Connect Core
    /// 5.3).</summary>
    public static async Task<ClaimsIdentity> Describe(OAuthOptions oauth, string accessToken, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, oauth.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        using var answer = await oauth.Backchannel.SendAsync(request, ct);
        answer.EnsureSuccessStatusCode();
        using var person = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
        var identity = new ClaimsIdentity(Network, "sub", "role");
        foreach (var claim in person.RootElement.EnumerateObject())
        foreach (
            var value in claim.Value.ValueKind == JsonValueKind.Array
                ? [.. claim.Value.EnumerateArray()]
                : new[] { claim.Value }
        )
            if (value.ValueKind == JsonValueKind.String)
                identity.AddClaim(new Claim(claim.Name, value.GetString()!));
        return identity;
    }
}

internal sealed class SessionCleaning(Sessions sessions, ILogger<SessionCleaning> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        PeriodicJob.Run(TimeSpan.FromMinutes(10), _ => sessions.Clean(), log, stoppingToken);
}
