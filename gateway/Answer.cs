using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Gateway;

/// <summary>An answer of the gateway itself instead of a service's: a problem for programs, a page for
/// people.</summary>
internal static class Answer
{
    private const string Style =
        "body{font:1.1em/1.6 sans-serif;max-width:34em;margin:3em auto;padding:0 1em;color:#222}";

    private const string AskAgainAfter = "3";

    private static readonly string Policy =
        "default-src 'none'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))
        + "'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Km, string En) NoAnswer = (
        "ផ្នែកមួយនៃប្រព័ន្ធមិនឆ្លើយតប។ អ្វីដែលអ្នកបានផ្ញើ អាចបានធ្វើរួច ឬមិនទាន់បានធ្វើ៖ សូមបើកទំព័រម្តងទៀត "
            + "ហើយពិនិត្យមើលសិន មុននឹងធ្វើឡើងវិញ។",
        "A part of the system does not answer. What you sent may or may not have been done: open the page again and "
            + "look before you repeat."
    );

    private static readonly (string Km, string En) BeingLoaded = (
        "បណ្តាញសាកល្បងកំពុងត្រូវបានផ្ទុក។ ទំព័រនេះនឹងបើកដោយខ្លួនវា ពេលរួចរាល់។",
        "The network is running; its fictional partners are still being loaded. This page opens by itself when they "
            + "are there."
    );

    private static readonly Dictionary<int, (string Km, string En)> Texts = new()
    {
        [StatusCodes.Status400BadRequest] = (
            "កម្មវិធីរុករកបានផ្ញើអ្វីដែលមិនអាចអានបាន។ មិនបានធ្វើអ្វីទេ។",
            "The browser sent something that cannot be read. Nothing was done."
        ),
        [StatusCodes.Status403Forbidden] = (
            "ទំព័រនេះប្រើបានតែតាម HTTPS ប៉ុណ្ណោះ។ មិនបានធ្វើអ្វីទេ។",
            "This page works only over HTTPS. Nothing was done."
        ),
        [StatusCodes.Status413PayloadTooLarge] = (
            "អ្វីដែលអ្នកបានផ្ញើមានទំហំធំពេក។ វាមិនត្រូវបានទទួលយកទេ។",
            "What you sent is too large. It was not accepted."
        ),
        [StatusCodes.Status429TooManyRequests] = (
            "មានសំណើច្រើនពេក។ មិនទាន់បានធ្វើអ្វីទេ។ សូមរង់ចាំបន្តិច រួចសាកល្បងម្តងទៀត។",
            "There were too many requests. Nothing was done. Wait a little and try again."
        ),
    };

    public static Task Write(HttpContext http, int status, string detail, params (string Name, object? Value)[] more) =>
        IsForPeople(http.Request) ? Page(http, status) : Problem.Of(status, detail, more).ExecuteAsync(http);

    // A browser that opens a page names HTML first; scripts and programs do not.
    internal static bool IsForPeople(HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith("text/html", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/connect/token", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/.well-known", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page that reloads itself until the network is loaded.</summary>
    public static Task Loading(HttpContext http)
    {
        http.Response.Headers.RetryAfter = AskAgainAfter;
        http.Response.Headers.CacheControl = "no-store";
        return Page(
            http,
            StatusCodes.Status503ServiceUnavailable,
            BeingLoaded,
            $"""<meta http-equiv="refresh" content="{AskAgainAfter}">"""
        );
    }

    private static Task Page(HttpContext http, int status) =>
        Page(http, status, Texts.GetValueOrDefault(status, NoAnswer));

    private static Task Page(HttpContext http, int status, (string Km, string En) text, string head = "")
    {
        var (km, en) = text;
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        // An empty link leads to the page that was asked for, without writing anything of the request into this one.
        return http.Response.WriteAsync(
            $"""
            <!DOCTYPE html>
            <html lang="km">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{head}
            <title>សូមរង់ចាំ · Please wait</title><style>{Style}</style></head>
            <body>
            <main><h1>សូមរង់ចាំ</h1><p>{km}</p><p><a href="">សាកល្បងម្តងទៀត</a></p></main>
            <section lang="en"><h2>Please wait</h2><p>{en}</p><p><a href="">Try again</a></p></section>
            </body>
            </html>
            """,
            http.RequestAborted
        );
    }
}
