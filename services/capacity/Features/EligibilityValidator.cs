using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Capacity.Features;

/// <summary>The conditions that a pool may set; there are no others (rule 13).</summary>
internal sealed class EligibilityValidator : AbstractValidator<Eligibility>
{
    public EligibilityValidator()
    {
        RuleFor(e => e.Sexes).AllOf(Codes.Sexes);
        RuleFor(e => e.PlaceAs).AllOf(Codes.PlaceAs);
        RuleFor(e => e.MinAge).InclusiveBetween(0, 120);
        RuleFor(e => e.MaxAge).InclusiveBetween(0, 120);
        RuleFor(e => e.MaxAge)
            .GreaterThanOrEqualTo(e => e.MinAge)
            .When(e => e.MinAge is not null && e.MaxAge is not null)
            .WithMessage("is below minAge");
        RuleFor(e => e.MaxBoyAge).InclusiveBetween(0, 120);
        RuleFor(e => e.MaxChildren).InclusiveBetween(0, 50);
        RuleFor(e => e.Needs).AllOf(Codes.Needs);
        RuleFor(e => e.Languages).AllOf(Codes.Languages);
        RuleFor(e => e.Access).AllOf(Codes.Access);
        RuleFor(e => e.Requires).AllOf(Codes.Requires);
        RuleFor(e => e.AreaServed)
            .Must(areas => areas is null || (areas.Count <= 200 && areas.All(IsAreaCode)))
            .WithMessage("holds at most 200 NCDD codes of 2, 4 or 6 digits");
        RuleFor(e => e.MaxStayDays).InclusiveBetween(1, 3650);
        RuleFor(e => e.IntakeHours)
            .Matches(@"\A([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]\z")
            .WithMessage("is HH:mm-HH:mm");
        RuleFor(e => e.NightContact).Text(200);
        RuleFor(e => e.Excludes).AllOf(Codes.Excludes);
    }

    private static bool IsAreaCode(string? code) => code is { Length: 2 or 4 or 6 } && code.All(char.IsAsciiDigit);
}
