using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Describes texts and times in the API's document, which would say nothing of types with a JSON converter of
/// their own.</summary>
internal static class ApiTypes
{
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var info = context.JsonTypeInfo;
        if (info.Kind == JsonTypeInfoKind.Dictionary)
            schema.AdditionalProperties ??= Of(info.ElementType!, mayBeNull: false);
        else if (info.Kind == JsonTypeInfoKind.Enumerable)
            schema.Items ??= Of(info.ElementType!, mayBeNull: false);
        else if (schema.Type is null)
        {
            var mayBeNull =
                info.Type == typeof(DateTimeOffset?)
                || context.JsonPropertyInfo is { IsSetNullable: true } or { IsGetNullable: true };
            if (Of(info.Type, mayBeNull) is { } described)
                (schema.Type, schema.Format) = (described.Type, described.Format);
        }
        return Task.CompletedTask;
    }

    /// <returns>Null for a type that the serializer describes itself.</returns>
    private static OpenApiSchema? Of(Type type, bool mayBeNull)
    {
        var isTime = (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset);
        if (!isTime && type != typeof(string))
            return null;
        return new OpenApiSchema
        {
            Type = JsonSchemaType.String | (mayBeNull ? JsonSchemaType.Null : default),
            Format = isTime ? "date-time" : null,
        };
    }
}
