namespace ReferralNetwork.Identity.Features;

/// <summary>What is wrong with a form: its field, and the key of the text that says it.</summary>
internal sealed record Fault(string Field, string Text)
{
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["length"] = "password.length",
        ["control"] = "password.control",
        ["known"] = "password.known",
    };

    /// <param name="rule">Of <see cref="Domain.PasswordRules"/>.</param>
    public static Fault OfPassword(string rule) => new("NewPassword", Texts[rule]);
}
