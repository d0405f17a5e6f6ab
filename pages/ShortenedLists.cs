using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Pages;

/// <summary>Whether a list on the page was shortened; the layout says so at the top.</summary>
public static class ShortenedLists
{
    private static readonly object Key = new();

    public static void Mark(HttpContext http) => http.Items[Key] = true;

    public static bool Any(HttpContext http) => http.Items.ContainsKey(Key);
}
