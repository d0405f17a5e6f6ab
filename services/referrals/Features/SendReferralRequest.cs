using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Referrals.Features;

/// <param name="MedicalWindow">72 or 120 hours, of a medical referral.</param>
/// <param name="HappenedAt">When it happened, from which the hours of the window count; required with it.</param>
/// <param name="Plan">1 to 10 pools in the order agreed with the survivor.</param>
/// <param name="ContinueOnRefusal">True when left out.</param>
/// <param name="Places">1 to 12, 1 when left out: a family or siblings are placed together or not at all.</param>
/// <param name="Despite">Codes of what the first pool lacks and people make up for, for example with an interpreter:
/// without them the request is refused for it.</param>
/// <param name="IncidentId">An open incident, against which her places count.</param>
/// <param name="OnwardOf">The attempt by which she is, or was, with the sender: that attempt's referrer learns how this
/// ends, where her consent says so.</param>
/// <param name="GroupId">The group that she belongs to, for which places are kept.</param>
internal sealed record SendReferralRequest(
    string? Kind,
    string? Urgency,
    int? MedicalWindow,
    IReadOnlyList<Guid>? Plan,
    bool? ContinueOnRefusal,
    bool? Waitlist,
    SurvivorInput? Survivor,
    NeverInput? Never,
    ConsentInput? Consent,
    DetailsRequest? Details,
    CaseRequest? Case,
    int? Places = null,
    Guid? GroupId = null,
    IReadOnlyList<string>? Despite = null,
    DateTimeOffset? HappenedAt = null,
    Guid? IncidentId = null,
    Guid? OnwardOf = null
);

internal sealed class SendReferralRequestValidator : AbstractValidator<SendReferralRequest>
{
    public const int MaxPlaces = 12;

    public SendReferralRequestValidator()
    {
        RuleFor(r => r.Kind).RequiredOneOf(Codes.Kinds);
        RuleFor(r => r.Urgency).RequiredOneOf(Codes.Urgencies);
        RuleFor(r => r.MedicalWindow).MedicalWindowOf(r => r.Kind);
        RuleFor(r => r.HappenedAt).HappenedAtOf(r => r.MedicalWindow);
        RuleFor(r => r.Plan).NotNull().WithMessage("is required").SetValidator(new PlanValidator());
        RuleFor(r => r.Survivor).NotNull().WithMessage("is required").SetValidator(new SurvivorInputValidator()!);
        RuleFor(r => r.Never).SetValidator(new NeverInputValidator()!);
        RuleFor(r => r.Consent)
            .NotNull()
            .WithMessage("is required: no consent, no referral")
            .SetValidator(new ConsentInputValidator()!);
        RuleFor(r => r.Details).SetValidator(new DetailsRequestValidator()!);
        RuleFor(r => r.Places)
            .InclusiveBetween(1, MaxPlaces)
            .Must((r, places) => Siblings.HavePlaces(r.Kind, r.Survivor?.Siblings, places))
            .WithMessage("is one for each: for the siblings and for who is referred");
        RuleFor(r => r.Despite).AllOf(EligibilityRules.CanBeMadeUpFor);
        RuleFor(r => r.Case).SetValidator(new CaseRequestValidator()!);
    }
}

internal static class MedicalWindows
{
    /// <summary>A clock of a partner's system may go a little ahead.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public static IRuleBuilderOptions<T, DateTimeOffset?> HappenedAtOf<T>(
        this IRuleBuilder<T, DateTimeOffset?> rule,
        Func<T, int?> window
    ) =>
        rule.Must((r, at) => (at is null) == (window(r) is null))
            .WithMessage("goes with medicalWindow: the hours count from what happened");

    /// <param name="field">Name of the field with the hour, for the refusal.</param>
    /// <returns>Null where hours are left, or none were asked for.</returns>
    public static Refused? Check(int? window, DateTimeOffset? happenedAt, DateTimeOffset now, string field) =>
        happenedAt is not { } at || window is not { } hours ? null
        : at > now + Ahead ? Problem.Field(field, "is not over yet")
        : now - at >= TimeSpan.FromHours(hours)
            ? Problem.Field(field, $"is more than {hours} hours ago: the window is over")
        : null;

    /// <summary>Null, or hours that count for evidence or treatment.</summary>
    public static IRuleBuilderOptions<T, int?> MedicalWindowOf<T>(
        this IRuleBuilder<T, int?> rule,
        Func<T, string?> kind
    ) =>
        rule.Must(
                (r, hours) => hours is null || (KindDescriptor.Find(kind(r))?.InWindow.Count > 0 && hours is 72 or 120)
            )
            .WithMessage("is 72 or 120, of a medical referral");
}

internal sealed class PlanValidator : AbstractValidator<IReadOnlyList<Guid>?>
{
    public const int MaxLength = 10;

    public PlanValidator() =>
        RuleFor(plan => plan)
            .Must(plan => plan is { Count: > 0 and <= MaxLength } && plan.Distinct().Count() == plan.Count)
            .OverridePropertyName("")
            .WithMessage($"is required: 1 to {MaxLength} different pools");
}
