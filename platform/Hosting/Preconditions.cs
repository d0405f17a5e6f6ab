using Microsoft.AspNetCore.Http;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>ETag and If-Match (RFC 9110, 13.1.1) from version numbers.</summary>
public static class Preconditions
{
    public static string ETag(IResource resource) => resource.ETag;

    /// <returns>Null when the caller edits what it has read; else 428 without If-Match, 412 when somebody was
    /// faster.</returns>
    public static Refused? Check(HttpContext http, IResource resource)
    {
        var wanted = http.Request.Headers.IfMatch.ToString();
        if (wanted.Length == 0)
            return Problem.Of(
                StatusCodes.Status428PreconditionRequired,
                "If-Match is needed: send the ETag you have read."
            );
        return CheckIfSent(http, ETag(resource));
    }

    /// <summary>For requests that may also be sent without If-Match.</summary>
    /// <param name="more">Further members of the problem.</param>
    /// <returns>Null without If-Match, or when it names <paramref name="etag"/>; else 412.</returns>
    public static Refused? CheckIfSent(HttpContext http, string etag, params (string Name, object? Value)[] more)
    {
        var wanted = http.Request.Headers.IfMatch.ToString();
        return wanted is "" or "*" || wanted.Split(',', StringSplitOptions.TrimEntries).Contains(etag)
            ? null
            : Problem.Of(StatusCodes.Status412PreconditionFailed, "It has changed since you read it.", more);
    }

    /// <summary>Answers with the resource and its ETag.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.Ok<T> Ok<T>(HttpContext http, T resource)
        where T : IResource
    {
        http.Response.Headers.ETag = ETag(resource);
        return TypedResults.Ok(resource);
    }
}
