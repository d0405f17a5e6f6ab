using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ReferralNetwork.Pages;

/// <summary>Khmer and English: chosen by the person, else by the browser, else Khmer.</summary>
public static class Languages
{
    private static readonly CultureInfo Khmer = new("km");
    private static readonly CultureInfo English = new("en");
    private static readonly CookieBuilder Cookie = PageCookies.Named("language");
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    public static bool IsKhmer => CultureInfo.CurrentUICulture.Name == Khmer.Name;

    /// <summary>Code of the language that this request is answered in.</summary>
    public static string Code => IsKhmer ? Khmer.Name : English.Name;

    internal static void Choose(HttpContext http) =>
        CultureInfo.CurrentUICulture = Named(http.Request.Cookies[Cookie.Name!]) ?? Preferred(http.Request) ?? Khmer;

    private static CultureInfo? Named(string? code) =>
        code switch
        {
            "km" => Khmer,
            "en" => English,
            _ => null,
        };

    private static CultureInfo? Preferred(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Named(language.Value.Value?.Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(known => known is not null);

    /// <summary>Stores the choice in a cookie that holds nothing else; it can do no harm, so it needs no
    /// antiforgery.</summary>
    public static void MapLanguage(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                "/language",
                async (HttpContext http) =>
                {
                    var form = await http.Request.ReadFormAsync(http.RequestAborted);
                    if (Named(form["language"]) is { } chosen)
                        http.Response.Cookies.Append(
                            Cookie.Name!,
                            chosen.Name,
                            Cookie.Build(http, DateTimeOffset.MinValue) is var options
                                ? new CookieOptions(options) { Expires = null, MaxAge = Remembered }
                                : options
                        );
                    http.Response.StatusCode = StatusCodes.Status303SeeOther;
                    http.Response.Headers.Location = Local(form["back"]);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

    // Only a path of this site: browsers take "//other" and "/\other" for another host.
    private static string Local(string? path) =>
        path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl) && path.All(c => c < 128) ? path : "/";
}
