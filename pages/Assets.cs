using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ReferralNetwork.Pages;

/// <summary>Style, script and font at paths made from a hash of their content, so that a browser may keep each for
/// ever.</summary>
public static class Assets
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".woff2"] = "font/woff2",
    };

    private static readonly (string Path, byte[] Body) Font = Read("khmer.woff2");

    public static readonly string KhmerFont = Font.Path;
    private static readonly (string Path, byte[] Body) StyleFile = Read(
        "site.css",
        text => text.Replace("khmer.woff2", Font.Path, StringComparison.Ordinal)
    );
    private static readonly (string Path, byte[] Body) ScriptFile = Read("site.js");

    public static string Style => StyleFile.Path;
    public static string Script => ScriptFile.Path;

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var (path, body) in new[] { Font, StyleFile, ScriptFile })
            routes
                .MapGet(
                    path,
                    (HttpContext http) =>
                    {
                        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                        return TypedResults.Bytes(body, Types[Path.GetExtension(path)]);
                    }
                )
                .AllowAnonymous()
                .ExcludeFromDescription();
    }

    private static (string, byte[]) Read(string name, Func<string, string>? change = null)
    {
        using var file = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var body = change is null
            ? copy.ToArray()
            : Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(copy.ToArray())));
        return ($"/assets/{Convert.ToHexStringLower(SHA256.HashData(body))[..12]}{Path.GetExtension(name)}", body);
    }
}
