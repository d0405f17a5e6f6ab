using System.Globalization;
using ReferralNetwork.Pages;

namespace ReferralNetwork.Browser.Tests;

/// <summary>What somebody looks at: an old phone or a desk's computer, in Khmer or English.</summary>
public sealed record Screen(string Name, int Width, int Height, string Language)
{
    public static Screen Phone(string language) => new("phone", 390, 844, language);

    public static Screen Desktop(string language) => new("desktop", 1280, 800, language);

    public static Screen Of(string name, string language) => name == "phone" ? Phone(language) : Desktop(language);

    public BrowserNewContextOptions Options(Uri address) =>
        new()
        {
            BaseURL = address.ToString(),
            Locale = Language == "km" ? "km-KH" : "en-GB",
            TimezoneId = "Asia/Phnom_Penh",
            ViewportSize = new() { Width = Width, Height = Height },
            HasTouch = Name == "phone",
        };

    /// <summary>What the pages say for a key in this language.</summary>
    public string Say(string key)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new CultureInfo(Language);
            return new Texts(KindPages.All.Select(pages => pages.Library))[key];
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    public override string ToString() => $"{Name}-{Language}";
}
