using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Pages;

/// <summary>Whether one of a page's lists is longer than what the page shows of it; the layout says so above
/// everything.</summary>
public static class ShortenedLists
{
    private static readonly object Key = new();

    public static void Mark(HttpContext http) => http.Items[Key] = true;

    public static bool Any(HttpContext http) => http.Items.ContainsKey(Key);
}
