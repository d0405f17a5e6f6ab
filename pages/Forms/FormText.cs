using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Pages.Forms;

public static class FormText
{
    /// <returns>Null for a field that was left empty.</returns>
    public static string? Text(string? typed) => VisibleText.IsBlank(typed) ? null : typed.Trim();
}
