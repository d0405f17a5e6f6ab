using FluentValidation;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Capacity.Features;

/// <param name="Public">If left out: protected.</param>
/// <param name="Address">If left out of an edit, the stored one stays; empty removes it.</param>
/// <param name="Position">Of a public site only.</param>
/// <param name="IntakeContact">A telephone number in any notation; stored in E.164.</param>
internal sealed record SiteRequest(
    LocalText? Name,
    AreaInput? Area,
    bool? Public,
    string? Address,
    Position? Position,
    string? IntakeContact,
    IReadOnlyList<string>? Languages
);

internal sealed class SiteRequestValidator : AbstractValidator<SiteRequest>
{
    public SiteRequestValidator()
    {
        RuleFor(r => r.Name).NotNull().WithMessage("is required").SetValidator(new NameValidator());
        RuleFor(r => r.Area).NotNull().WithMessage("is required").SetValidator(new AreaInputValidator()!);
        RuleFor(r => r.Address).Text(500);
        RuleFor(r => r.IntakeContact).Telephone();
        RuleFor(r => r.Languages).AllOf(Codes.Languages);
        RuleFor(r => r.Position)
            .Must((r, position) => position is null || r.Public == true)
            .WithMessage("is taken for a public site only: a protected one has no position finer than its district");
        RuleFor(r => r.Position!.Lat).InclusiveBetween(-90, 90).When(r => r.Position is not null);
        RuleFor(r => r.Position!.Lon).InclusiveBetween(-180, 180).When(r => r.Position is not null);
    }
}
