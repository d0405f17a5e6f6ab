using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Says in the API's document which members of a body must be there: those that its validator misses in an
/// empty one. Without this every member of a body would be called required.</summary>
internal static class RequiredMembers
{
    private static readonly string[] Bodies = ["Request", "Input"];

    public static async Task Describe(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken ct
    )
    {
        var type = context.JsonTypeInfo.Type;
        // A type that answers are made of too always has all its members.
        if (
            schema.Properties is null
            || !Bodies.Any(name => type.Name.EndsWith(name, StringComparison.Ordinal))
            || context.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(type))
                is not IValidator rules
        )
            return;
        var empty = JsonSerializer.Deserialize("{}", context.JsonTypeInfo);
        var missed = (await rules.ValidateAsync(new ValidationContext<object>(empty!), ct))
            .Errors.Select(error => error.PropertyName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        schema.Required = schema.Properties.Keys.Where(missed.Contains).ToHashSet();
    }
}
