using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ReferralNetwork.Platform.Answers;

/// <summary>A request that was refused: what a handler answers, beside what was asked for. Made by
/// <see cref="Problem"/>.</summary>
public sealed class Refused : IResult, IStatusCodeHttpResult
{
    private readonly IResult _problem;

    internal Refused(ProblemHttpResult problem) => (_problem, StatusCode) = (problem, problem.StatusCode);

    internal Refused(ValidationProblem problem) =>
        (_problem, StatusCode, Fields) = (problem, problem.StatusCode, [.. problem.ProblemDetails.Errors.Keys]);

    public int? StatusCode { get; }

    /// <summary>The members of <c>errors</c>.</summary>
    public IReadOnlyList<string> Fields { get; } = [];

    public Task ExecuteAsync(HttpContext httpContext) => _problem.ExecuteAsync(httpContext);
}
