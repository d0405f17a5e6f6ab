using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Says in the API's document which members are always there: of a body those that its validator misses in an
/// empty one, of an answer every one that is not null. Without this the members of a type's constructor would be called
/// required, and no others.</summary>
internal static class RequiredMembers
{
    private static readonly string[] Bodies = ["Request", "Input"];

    public static async Task Describe(
        OpenApiSchema schema,
        OpenApiSchemaTransformerContext context,
        CancellationToken ct
    )
    {
        if (schema.Properties is null)
            return;
        var body = context.JsonTypeInfo.Type;
        if (!Bodies.Any(name => body.Name.EndsWith(name, StringComparison.Ordinal)))
        {
            var always = context
                .JsonTypeInfo.Properties.Where(member =>
                    member is { Get: not null, IsGetNullable: false }
                    && Nullable.GetUnderlyingType(member.PropertyType) is null
                )
                .Where(member => schema.Properties.ContainsKey(member.Name));
            schema.Required ??= new HashSet<string>();
            foreach (var member in always)
            {
                schema.Required.Add(member.Name);
                // What is only ever written is described as if it could be set to null.
                if (member.Set is null && schema.Properties[member.Name] is OpenApiSchema { Type: { } type } described)
                    described.Type = type & ~JsonSchemaType.Null;
            }
            return;
        }
        if (context.ApplicationServices.GetService(typeof(IValidator<>).MakeGenericType(body)) is not IValidator rules)
            return;
        var empty = JsonSerializer.Deserialize("{}", context.JsonTypeInfo);
        var missed = (await rules.ValidateAsync(new ValidationContext<object>(empty!), ct))
            .Errors.Select(error => error.PropertyName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        schema.Required = schema.Properties.Keys.Where(missed.Contains).ToHashSet();
    }
}
