using Microsoft.AspNetCore.Http;

namespace ReferralNetwork.Platform;

/// <summary>ETag and If-Match (RFC 9110, 13.1.1) from version numbers.</summary>
public static class Preconditions
{
    public static string ETag(IResource resource) => resource.ETag;

    /// <returns>Null when the caller edits what it has read; else 428 without If-Match, 412 when somebody was faster.</returns>
    public static IResult? Check(HttpContext http, IResource resource)
    {
        var wanted = http.Request.Headers.IfMatch.ToString();
        if (wanted.Length == 0) return Problem.Of(StatusCodes.Status428PreconditionRequired, "If-Match is needed: send the ETag you have read.");
        return wanted == "*" || wanted.Split(',', StringSplitOptions.TrimEntries).Contains(ETag(resource))
            ? null : Problem.Of(StatusCodes.Status412PreconditionFailed, "It has changed since you read it.");
    }

    /// <summary>Answers with the resource and its ETag.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.Ok<T> Ok<T>(HttpContext http, T resource) where T : IResource
    {
        http.Response.Headers.ETag = ETag(resource);
        return TypedResults.Ok(resource);
    }
}
