using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ReferralNetwork.Identity.Features;

/// <summary>RFC 6749, 5.2.</summary>
internal sealed record TokenError(
    [property: JsonPropertyName("error")] string Error,
    [property: JsonPropertyName("error_description")] string Description
);

/// <summary>Reads the forms that OAuth clients send, and refuses them.</summary>
internal static class OAuthForm
{
    /// <returns>Null unless it is a form that names no parameter twice (RFC 6749, 3.2).</returns>
    public static async Task<IFormCollection?> Read(HttpRequest request, CancellationToken ct)
    {
        if (
            request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
            != true
        )
            return null;
        try
        {
            var form = await request.ReadFormAsync(ct);
            return form.All(parameter => parameter.Value.Count == 1) ? form : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public static JsonHttpResult<TokenError> Refuse(
        string error,
        string description,
        int status = StatusCodes.Status400BadRequest
    ) => TypedResults.Json(new TokenError(error, description), statusCode: status);
}
