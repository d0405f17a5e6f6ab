using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ReferralNetwork.Portal.SignIn;

/// <summary>Routes to leave and to stay. None asks for an antiforgery token: leaving must always work.</summary>
internal static class SignOutRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/exit", (Delegate)Exit).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/sign-out", (Delegate)SignOut).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/stay", (Delegate)Stay).AllowAnonymous().ExcludeFromDescription();
    }

    // A GET, so that it works as a link without script; somebody who is tricked into leaving just signs in again.
    private static async Task<RedirectHttpResult> Exit(HttpContext http, IConfiguration configuration)
    {
        await End(http);
        // A site that tells nothing to somebody who looks over the shoulder.
        return TypedResults.Redirect(configuration["Portal:ExitTo"] ?? "https://www.wikipedia.org/");
    }

    private static async Task<StatusCodeHttpResult> SignOut(HttpContext http)
    {
        await End(http);
        http.Response.Headers.Location = "/signed-out";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    // The request itself counts as activity; the cookie handler has recorded it.
    private static Results<StatusCodeHttpResult, NoContent> Stay(HttpContext http) =>
        http.User.Identity?.IsAuthenticated == true
            ? TypedResults.NoContent()
            : TypedResults.StatusCode(StatusCodes.Status401Unauthorized);

    private static async Task End(HttpContext http)
    {
        if (http.User.Identity?.IsAuthenticated == true)
            await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
    }
}
