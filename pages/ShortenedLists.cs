using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Pages;

/// <summary>Says on a page that one of its lists is longer than what it shows of it; the layout prints it above everything.</summary>
public static class ShortenedLists
{
    private static readonly object Key = new();

    public static void Mark(HttpContext http) => http.Items[Key] = true;

    public static bool Any(HttpContext http) => http.Items.ContainsKey(Key);
}
