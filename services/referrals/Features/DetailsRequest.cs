using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Her details: sealed under the referral's own key, and stored nowhere else.</summary>
internal sealed record DetailsRequest(string? Name, string? Contact, ContactRule? ContactRule, string? Narrative)
{
    public bool IsEmpty() => Name is null && Contact is null && ContactRule is null && Narrative is null;

    /// <summary>Members that are left out keep their earlier value: a narrative that follows removes neither name nor
    /// contact.</summary>
    public DetailsRequest Over(DetailsRequest? earlier) =>
        new(
            Name ?? earlier?.Name,
            Contact ?? earlier?.Contact,
            ContactRule ?? earlier?.ContactRule,
            Narrative ?? earlier?.Narrative
        );

    /// <summary>The first member that consent does not cover, or null.</summary>
    public string? NotCovered(IReadOnlyList<string> fields) =>
        Name is not null && !fields.Contains("name") ? "name"
        : (Contact is not null || ContactRule is not null) && !fields.Contains("contact") ? "contact"
        : Narrative is not null && !fields.Contains("narrative") ? "narrative"
        : null;

    public DetailsRequest Covered(IReadOnlyList<string> fields) =>
        new(
            fields.Contains("name") ? Name : null,
            fields.Contains("contact") ? Contact : null,
            fields.Contains("contact") ? ContactRule ?? ContactRule.Default : null,
            fields.Contains("narrative") ? Narrative : null
        );
}

/// <summary>What of her details her consent covers; null where it does not, or where nothing is known.</summary>
internal sealed record DetailsView(string? Name, string? Contact, ContactRule? ContactRule, string? Narrative)
{
    public static DetailsView Of(DetailsRequest covered) =>
        new(covered.Name, covered.Contact, covered.ContactRule, covered.Narrative);
}

/// <summary>How she may be reached; the default is not at all (rule 10).</summary>
internal sealed record ContactRule(
    IReadOnlyList<string>? Channels,
    string? Hours,
    bool? Voicemail,
    string? WhoElseMayAnswer
)
{
    public static readonly ContactRule Default = new(["none"], null, false, null);
}

internal sealed class DetailsRequestValidator : AbstractValidator<DetailsRequest>
{
    private static readonly CodeList Channels = new("none", "call", "sms", "messenger", "email", "in-person");

    public DetailsRequestValidator()
    {
        RuleFor(d => d.Name).Text(200);
        RuleFor(d => d.Contact).Text(200);
        RuleFor(d => d.Narrative).Text(8000);
        RuleFor(d => d.ContactRule!.Channels)
            .AllOf(Channels)
            .Must(channels => channels is null || channels.Count == 1 || !channels.Contains("none"))
            .WithMessage("is none alone, or only others")
            .When(d => d.ContactRule is not null);
        RuleFor(d => d.ContactRule!.Hours).Text(100).When(d => d.ContactRule is not null);
        RuleFor(d => d.ContactRule!.WhoElseMayAnswer).Text(200).When(d => d.ContactRule is not null);
    }
}
