namespace ReferralNetwork.Portal.Domain;

/// <summary>How the survivor may be reached, as a form asks it. Nothing is ticked beforehand, and nothing ticked means
/// not at all (rule 10).</summary>
internal sealed class ContactInput
{
    public static readonly string[] Known = ["none", "call", "sms", "messenger", "email", "in-person"];

    public string? Way { get; set; }
    public List<string> Channels { get; set; } = [];
    public string? Hours { get; set; }
    public bool Voicemail { get; set; }
    public string? WhoElse { get; set; }

    /// <summary>"Not at all" together with a way to reach her is a rule that nobody could keep.</summary>
    public bool Contradicts => Channels.Contains("none") && Channels.Count > 1;

    /// <summary>The contact rule for the API; null where no contact was given.</summary>
    public object? Rule =>
        FormText.Text(Way) is null
            ? null
            : new
            {
                channels = Channels.Count == 0 ? ["none"] : Channels.Where(Known.Contains).ToArray(),
                hours = FormText.Text(Hours),
                voicemail = Voicemail,
                whoElseMayAnswer = FormText.Text(WhoElse),
            };
}
