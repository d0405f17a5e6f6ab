using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace ReferralNetwork.Pages;

/// <summary>The network's address as browsers know it (<c>Issuer:Address</c>), which a request behind the gateway does
/// not carry.</summary>
public sealed class SiteAddress(IConfiguration configuration)
{
    private readonly Uri _address = new(
        configuration["Issuer:Address"] ?? throw new InvalidOperationException("Issuer:Address is not set")
    );

    internal void Set(HttpRequest request) =>
        (request.Scheme, request.Host) = (_address.Scheme, HostString.FromUriComponent(_address));
}

/// <summary>Runs first in each request: sets its address, its language and the headers of a page, and compresses the
/// answer.</summary>
internal sealed class PagePipeline(SiteAddress address) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.UseResponseCompression();
            app.Use(
                (http, go) =>
                {
                    address.Set(http.Request);
                    Languages.Choose(http);
                    PageHeaders.Set(http);
                    return go(http);
                }
            );
            next(app);
        };
}

/// <summary>Restricts a page in the browser to its own style, font, script and forms.</summary>
public static class PageHeaders
{
    private static readonly object FormTarget = new();

    internal static void Set(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()";
        http.Response.OnStarting(() =>
        {
            headers.ContentSecurityPolicy =
                "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src data:; "
                + $"connect-src 'self'; form-action 'self'{http.Items[FormTarget]}; base-uri 'none'; frame-ancestors "
                + "'none'";
            return Task.CompletedTask;
        });
    }

    /// <summary>Lets a form of this page be redirected to the target: browsers follow such a redirect only to hosts
    /// that the page's Content-Security-Policy names.</summary>
    public static void AllowFormTo(HttpContext http, Uri target) =>
        http.Items[FormTarget] = $" {target.GetLeftPart(UriPartial.Authority)}";
}
