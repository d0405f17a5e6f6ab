using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Identity.Features;

/// <summary>Remembers in which browsers an account was signed in to, by a sealed cookie. The cookie gives no access;
/// where people share a browser, it holds the last few of them.</summary>
internal sealed class Devices(IDataProtectionProvider protection)
{
    private const int MaxDevices = 8;
    private const int Bytes = 16;

    // The longest time for which browsers keep a cookie.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);
    private static readonly CookieBuilder Cookie = PageCookies.Named("device");

    private readonly IDataProtector _seal = protection.CreateProtector("devices");

    /// <returns>Null where this account was never signed in to in this browser.</returns>
    public Guid? Of(HttpContext http, Guid person) =>
        Read(http).Where(known => known.Person == person).Select(known => (Guid?)known.Device).FirstOrDefault();

    public void Remember(HttpContext http, Guid person)
    {
        var known = Read(http)
            .Where(other => other.Person != person)
            .Prepend((person, Of(http, person) ?? Guid.NewGuid()))
            .Take(MaxDevices);
        var bytes = known.SelectMany(one => one.Item1.ToByteArray().Concat(one.Item2.ToByteArray())).ToArray();
        var options = new CookieOptions(Cookie.Build(http, DateTimeOffset.MinValue)) { Expires = null, MaxAge = Kept };
        http.Response.Cookies.Append(Cookie.Name!, WebEncoders.Base64UrlEncode(_seal.Protect(bytes)), options);
    }

    private IReadOnlyList<(Guid Person, Guid Device)> Read(HttpContext http)
    {
        if (http.Request.Cookies[Cookie.Name!] is not { Length: > 0 } sealedMark)
            return [];
        try
        {
            var bytes = _seal.Unprotect(WebEncoders.Base64UrlDecode(sealedMark));
            return
            [
                .. bytes.Chunk(2 * Bytes).Select(one => (new Guid(one.AsSpan(0, Bytes)), new Guid(one.AsSpan(Bytes)))),
            ];
        }
        // The cookie may be anything that the caller made up.
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return [];
        }
    }
}
