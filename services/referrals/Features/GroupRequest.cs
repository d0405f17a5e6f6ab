using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Referrals.Features;

/// <summary>Who comes, and when. Nobody is named.</summary>
/// <param name="Members">1 to 10 lines, 2 to 30 people together.</param>
/// <param name="ArrivesAt">From now to 14 days ahead, where nothing else is configured.</param>
/// <param name="From">NCDD code of where they come from: the nearest houses first.</param>
/// <param name="Pools">1 to 10, in the order in which they are asked; null: those that are open, the nearest
/// first.</param>
/// <param name="IncidentId">An open incident, against which their places count.</param>
internal sealed record GroupRequest(
    IReadOnlyList<GroupMemberInput>? Members,
    DateTimeOffset? ArrivesAt,
    string? Urgency,
    string? From,
    IReadOnlyList<Guid>? Pools,
    Guid? IncidentId
);

/// <summary>How many have the same sex and age band.</summary>
internal sealed record GroupMemberInput(string? Sex, string? AgeBand, int? Count)
{
    public GroupMember ToMember() => new(Sex!, AgeBand!, Count!.Value);
}

internal sealed class GroupRequestValidator : AbstractValidator<GroupRequest>
{
    public const int MaxHouses = 10;
    public const int MaxPeople = 30;
    private const int MaxLines = 10;

    public GroupRequestValidator()
    {
        RuleFor(r => r.Members)
            .Must(all => all is { Count: > 0 and <= MaxLines })
            .WithMessage($"is required: 1 to {MaxLines} lines");
        RuleForEach(r => r.Members).NotNull().WithMessage("is required").SetValidator(new GroupMemberInputValidator());
        RuleFor(r => r.Members)
            .Must(all =>
                all is null
                || all.Sum(one => one?.Count is > 0 and <= MaxPeople ? one.Count.Value : 0) is >= 2 and <= MaxPeople
            )
            .WithMessage($"is of 2 to {MaxPeople} people together");
        RuleFor(r => r.Members)
            .Must(all => all is null || all.Select(one => (one?.Sex, one?.AgeBand)).Distinct().Count() == all.Count)
            .WithMessage("says each sex and age band once");
        RuleFor(r => r.ArrivesAt).NotNull().WithMessage("is required");
        RuleFor(r => r.Urgency).RequiredOneOf(Codes.Urgencies);
        RuleFor(r => r.From).Matches(@"\A([0-9]{2}){1,3}\z").WithMessage("is an NCDD code of 2, 4 or 6 digits");
        RuleFor(r => r.Pools)
            .Must(pools =>
                pools is null || (pools.Count is > 0 and <= MaxHouses && pools.Distinct().Count() == pools.Count)
            )
            .WithMessage($"holds 1 to {MaxHouses} different pools");
    }
}

internal sealed class GroupMemberInputValidator : AbstractValidator<GroupMemberInput?>
{
    public GroupMemberInputValidator()
    {
        RuleFor(m => m!.Sex).RequiredOneOf(Codes.Sexes);
        RuleFor(m => m!.AgeBand).RequiredOneOf(AgeBand.All);
        RuleFor(m => m!.Count)
            .NotNull()
            .WithMessage("is required")
            .InclusiveBetween(1, GroupRequestValidator.MaxPeople);
    }
}
