using System.Collections.Concurrent;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Validates each argument that has a validator, before the endpoint does anything else.</summary>
public static class Validation
{
    /// <summary>Registers the validators of a module's assembly; to be called once per module.</summary>
    public static void AddValidators<TModule>(this Service service)
    {
        foreach (
            var validator in AssemblyScanner.FindValidatorsInAssembly(
                typeof(TModule).Assembly,
                includeInternalTypes: true
            )
        )
            service.Services.AddSingleton(validator.InterfaceType, validator.ValidatorType);
    }

    internal static async ValueTask<object?> Filter(
        EndpointFilterInvocationContext context,
        EndpointFilterDelegate next
    )
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is null || ValidatorOf(argument, context.HttpContext.RequestServices) is not { } validator)
                continue;
            var result = await validator.ValidateAsync(
                new ValidationContext<object>(argument),
                context.HttpContext.RequestAborted
            );
            if (!result.IsValid)
                return TypedResults.ValidationProblem(
                    result
                        .Errors.GroupBy(error => JsonName(error.PropertyName))
                        .ToDictionary(
                            field => field.Key,
                            field => field.Select(error => error.ErrorMessage).Distinct().ToArray()
                        )
                );
        }
        return await next(context);
    }

    private static readonly ConcurrentDictionary<Type, Type> ValidatorTypes = new();

    private static IValidator? ValidatorOf(object argument, IServiceProvider services) =>
        (IValidator?)
            services.GetService(
                ValidatorTypes.GetOrAdd(argument.GetType(), type => typeof(IValidator<>).MakeGenericType(type))
            );

    // "Owner.FullAge" -> "owner.fullAge"
    private static string JsonName(string path) =>
        string.Join(
            '.',
            path.Split('.').Select(part => part.Length == 0 ? part : char.ToLowerInvariant(part[0]) + part[1..])
        );

    /// <summary>Any script, Khmer included; no NUL and no other control character but line breaks and tabs; not only of
    /// invisible marks.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.MaximumLength(maxLength)
            .WithMessage($"is longer than {maxLength} characters")
            .Must(text => text is null || text.All(char.IsWhiteSpace) || !VisibleText.IsBlank(text))
            .WithMessage("has nothing that can be seen")
            .Must(text => text is null || !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            .WithMessage("has a control character");

    /// <summary>Text with at least one visible letter or digit.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Must(VisibleText.SaysSomething).WithMessage("is required").Text(maxLength);

    /// <summary>Text with at least one visible letter or digit, on one line.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredLine<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.RequiredText(maxLength)
            .Must(text => text is null || !text.Any(char.IsControl))
            .WithMessage("is more than one line");

    /// <summary>Null or a telephone number, and no words.</summary>
    public static IRuleBuilderOptions<T, string?> Telephone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || Writing.Telephone.Standard(text) is not null)
            .WithMessage(Writing.Telephone.Expected);

    /// <summary>Null or one of the list.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(
        this IRuleBuilder<T, string?> rule,
        IReadOnlyCollection<string> codes
    )
    {
        var known = codes.ToHashSet();
        return rule.Must(code => code is null || known.Contains(code))
            .WithMessage($"is none of: {string.Join(", ", codes)}");
    }

    /// <summary>One of the list.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredOneOf<T>(
        this IRuleBuilder<T, string?> rule,
        IReadOnlyCollection<string> codes
    ) => rule.NotNull().WithMessage("is required").OneOf(codes);

    /// <summary>Null, or distinct members of the list.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> AllOf<T>(
        this IRuleBuilder<T, IReadOnlyList<string>?> rule,
        IReadOnlyCollection<string> codes
    )
    {
        var known = codes.ToHashSet();
        return rule.Must(all =>
                all is null
                || (
                    all.Count <= known.Count
                    && all.All(code => code is not null && known.Contains(code))
                    && (all.Count < 2 || all.Distinct().Count() == all.Count)
                )
            )
            .WithMessage($"must hold distinct codes of: {string.Join(", ", codes)}");
    }
}
