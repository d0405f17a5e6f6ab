using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Referrals.Domain.Search;

namespace ReferralNetwork.Referrals.Features;

/// <param name="Age">Years; decimals for infants.</param>
internal sealed record ChildInput(string? Sex, decimal? Age)
{
    public Child ToChild() => new(Sex ?? "other", (int)(Age ?? 0));
}

internal sealed class ChildInputValidator : AbstractValidator<ChildInput>
{
    public ChildInputValidator()
    {
        RuleFor(c => c.Sex).RequiredOneOf(Codes.Sexes);
        RuleFor(c => c.Age).NotNull().WithMessage("is required").InclusiveBetween(0, 25);
    }
}

/// <summary>Brothers and sisters who are to be placed together: where people stay overnight, each needs a place of
/// their own.</summary>
internal static class Siblings
{
    public static readonly string Most = $"holds at most {SendReferralRequestValidator.MaxPlaces - 1}";

    public static bool AreFew(IReadOnlyList<ChildInput>? siblings) =>
        siblings is null || siblings.Count < SendReferralRequestValidator.MaxPlaces;

    /// <param name="asked">Places asked for; null: as many as there are people.</param>
    public static int Places(string? kind, IReadOnlyList<ChildInput>? siblings, int? asked) =>
        asked ?? 1 + Sleeping(kind, siblings);

    /// <returns>Whether there is a place for each.</returns>
    public static bool HavePlaces(string? kind, IReadOnlyList<ChildInput>? siblings, int? asked) =>
        asked is null || asked > Sleeping(kind, siblings);

    private static int Sleeping(string? kind, IReadOnlyList<ChildInput>? siblings) =>
        kind is not null && Codes.Sleeping.Contains(kind) ? siblings?.Count ?? 0 : 0;
}

/// <summary>The organisations, sites, areas and persons that she must not meet. Stays in this service (rule
/// 4).</summary>
/// <param name="Persons">User or client ids; these persons see nothing of her.</param>
internal sealed record NeverInput(
    IReadOnlyList<Guid>? Organisations,
    IReadOnlyList<Guid>? Sites,
    IReadOnlyList<string>? Areas,
    IReadOnlyList<string>? Persons = null
)
{
    public static readonly NeverInput None = new(null, null, null);

    public bool Names(string person) => Persons?.Contains(person) == true;

    public NeverList ToList() =>
        new(new HashSet<Guid>(Organisations ?? []), new HashSet<Guid>(Sites ?? []), Areas ?? []);
}

internal sealed class NeverInputValidator : AbstractValidator<NeverInput>
{
    public NeverInputValidator()
    {
        RuleFor(n => n.Organisations).Must(all => all is null || all.Count <= 200).WithMessage("holds at most 200");
        RuleFor(n => n.Sites).Must(all => all is null || all.Count <= 200).WithMessage("holds at most 200");
        RuleFor(n => n.Areas)
            .Must(all => all is null || (all.Count <= 200 && all.All(IsCode)))
            .WithMessage("holds at most 200 NCDD codes of 2, 4 or 6 digits");
        RuleFor(n => n.Persons)
            .Must(all =>
                all is null
                || (all.Count <= 200 && all.All(p => p is { Length: > 0 and <= 100 } && !p.Any(char.IsControl)))
            )
            .WithMessage("holds at most 200 user ids");
    }

    private static bool IsCode(string? code) => code is { Length: 2 or 4 or 6 } && code.All(char.IsAsciiDigit);
}

/// <param name="Age">Years; decimals for infants.</param>
/// <param name="Has">Papers she has; null when nobody asked.</param>
internal sealed record SurvivorInput(
    string? Sex,
    decimal? Age,
    bool? AgeEstimated,
    IReadOnlyList<string>? Languages,
    IReadOnlyList<string>? Needs,
    int? WithChildren,
    IReadOnlyList<ChildInput>? Children,
    IReadOnlyList<string>? Access,
    string? PlaceAs,
    IReadOnlyList<string>? Has,
    IReadOnlyList<ChildInput>? Siblings = null
)
{
    public Survivor ToSurvivor() =>
        new(
            Sex!,
            (int)Age!.Value,
            AgeEstimated ?? false,
            Languages ?? [],
            Needs ?? [],
            Math.Max(WithChildren ?? 0, Children?.Count ?? 0),
            [.. (Children ?? []).Select(c => c.ToChild())],
            Access ?? [],
            PlaceAs,
            Has,
            Siblings is { Count: > 0 } ? [.. Siblings.Select(s => s.ToChild())] : null
        );
}

internal sealed class SurvivorInputValidator : AbstractValidator<SurvivorInput>
{
    public SurvivorInputValidator()
    {
        RuleFor(s => s.Sex).RequiredOneOf(Codes.Sexes);
        RuleFor(s => s.Age).NotNull().WithMessage("is required").InclusiveBetween(0, 120);
        RuleFor(s => s.Languages).AllOf(Codes.Languages);
        RuleFor(s => s.Needs).AllOf(Codes.Needs);
        RuleFor(s => s.WithChildren).InclusiveBetween(0, 20);
        RuleFor(s => s.Children).Must(all => all is null || all.Count <= 20).WithMessage("holds at most 20");
        RuleForEach(s => s.Children).NotNull().SetValidator(new ChildInputValidator());
        RuleFor(s => s.Siblings).Must(Siblings.AreFew).WithMessage(Siblings.Most);
        RuleForEach(s => s.Siblings).NotNull().SetValidator(new ChildInputValidator());
        RuleFor(s => s.Access).AllOf(Codes.Access);
        RuleFor(s => s.PlaceAs).OneOf(Codes.PlaceAs);
        RuleFor(s => s.Has).AllOf(Codes.Requires);
    }
}
