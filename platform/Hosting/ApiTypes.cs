using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Describes texts and times in the API's document, which would say nothing of types with a JSON converter of
/// their own.</summary>
internal static class ApiTypes
{
    public static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        if (context.JsonTypeInfo.ElementType == typeof(string))
            schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };
        var type = context.JsonTypeInfo.Type;
        var isTime = (Nullable.GetUnderlyingType(type) ?? type) == typeof(DateTimeOffset);
        if (schema.Type is not null || (!isTime && type != typeof(string)))
            return Task.CompletedTask;
        var mayBeNull =
            type == typeof(DateTimeOffset?)
            || context.JsonPropertyInfo is { IsSetNullable: true } or { IsGetNullable: true };
        schema.Type = JsonSchemaType.String | (mayBeNull ? JsonSchemaType.Null : default);
        if (isTime)
            schema.Format = "date-time";
        return Task.CompletedTask;
    }
}
