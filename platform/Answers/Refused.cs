using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ReferralNetwork.Platform.Answers;

/// <summary>The answer of a handler that refuses a request: a problem (RFC 9457). Made by
/// <see cref="Problem"/>.</summary>
public sealed class Refused : IResult, IStatusCodeHttpResult
{
    private readonly IResult _problem;

    internal Refused(ProblemHttpResult problem) => (_problem, StatusCode) = (problem, problem.StatusCode);

    internal Refused(ValidationProblem problem) =>
        (_problem, StatusCode, Fields) = (problem, problem.StatusCode, [.. problem.ProblemDetails.Errors.Keys]);

    public int? StatusCode { get; }

    /// <summary>Names of the fields in the problem's <c>errors</c>; empty where it has none.</summary>
    public IReadOnlyList<string> Fields { get; } = [];

    public Task ExecuteAsync(HttpContext httpContext) => _problem.ExecuteAsync(httpContext);
}
