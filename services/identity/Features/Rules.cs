using System.Text.RegularExpressions;
using FluentValidation;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Domain;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Hosting;

namespace ReferralNetwork.Identity.Features;

/// <summary>Rules that several requests share.</summary>
internal static partial class Rules
{
    /// <summary>A name in one language or both.</summary>
    public static IRuleBuilderOptions<T, LocalText?> RequiredName<T>(this IRuleBuilder<T, LocalText?> rule) =>
        rule.Must(name => name is not null && (name.En ?? name.Km) is not null)
            .WithMessage("is required, in English (en) or Khmer (km)")
            .SetValidator(new LocalTextValidator()!);

    public static IRuleBuilderOptions<T, string?> UserName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(IsUserName).WithMessage("must have 3 to 64 of a-z, 0-9, dot, hyphen and underscore");

    public static IRuleBuilderOptions<T, string?> Password<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(password => PasswordRules.Broken(password) is null)
            .WithMessage((_, password) => Broken(PasswordRules.Broken(password)!));

    /// <summary>Checks a password also against the names of its person and organisation.</summary>
    /// <returns>Null when the password is good.</returns>
    public static Refused? RefusePassword(string password, string userName, LocalText organisation) =>
        PasswordRules.Broken(password, userName, organisation.En, organisation.Km) is { } rule
            ? Problem.Field("password", Broken(rule))
            : null;

    private static string Broken(string rule) =>
        rule switch
        {
            "length" => $"must have {PasswordRules.Shortest} to {PasswordRules.MaxLength} characters",
            "control" => "has a control character",
            _ => "is among the first that guessers try: choose another",
        };

    public static bool IsUserName(string? name) => name is not null && UserNames().IsMatch(name);

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> RequiredRoles<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule
    ) => rule.Must(roles => roles is { Count: > 0 }).WithMessage("is required").AllOf(Roles.All);

    [GeneratedRegex(@"\A[a-z0-9._-]{3,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserNames();

    private sealed class LocalTextValidator : AbstractValidator<LocalText>
    {
        public LocalTextValidator()
        {
            RuleFor(text => text.En).RequiredLine(150).When(text => text.En is not null);
            RuleFor(text => text.Km).RequiredLine(150).When(text => text.Km is not null);
        }
    }
}
