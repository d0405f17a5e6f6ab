using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Telemetry;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace ReferralNetwork.Platform.Answers;

/// <summary>Another system that this request needs does not answer: told as 503, to be tried again.</summary>
public sealed class UnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>RFC 9457 problems, the same everywhere: type, title, status, detail, traceId, and errors by
/// field.</summary>
public static partial class Problem
{
    public static Refused Field(string field, string message) =>
        new(TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }));

    public static Refused NotFound() => new(TypedResults.Problem(statusCode: StatusCodes.Status404NotFound));

    public static Refused Of(int status, string detail, params (string Name, object? Value)[] more) =>
        new(TypedResults.Problem(detail, statusCode: status, extensions: more.ToDictionary(m => m.Name, m => m.Value)));

    internal static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = context =>
            {
                var problem = context.ProblemDetails;
                problem.Detail ??=
                    problem is HttpValidationProblemDetails
                        ? "Each field in errors says what is expected of it."
                        : problem.Title;
                problem.Extensions["traceId"] =
                    System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
            }
        );
        services.AddExceptionHandler<Failures>();
    }

    internal static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }

    /// <summary>Turns an exception into a problem that says enough, and into a log line without any values.</summary>
    private sealed partial class Failures(
        IProblemDetailsService problems,
        IOptions<JsonOptions> json,
        ILogger<Failures> log
    ) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(
            HttpContext http,
            Exception exception,
            CancellationToken cancellationToken
        )
        {
            if (exception is OperationCanceledException && http.RequestAborted.IsCancellationRequested)
                return true;
            var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
            var problem = Describe(exception, endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType);
            if (problem.Status >= 500 || Dialect.IsBrokenRule(exception))
                log.LogError(
                    "{Method} {Route} failed: {Failure}",
                    http.Request.Method,
                    (endpoint as RouteEndpoint)?.RoutePattern.RawText,
                    SafeText.Of(exception)
                );
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
                http.Response.Headers.RetryAfter = "5";
            http.Response.StatusCode = problem.Status!.Value;
            return await problems.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem });
        }

        private ProblemDetails Describe(Exception exception, Type? body) =>
            exception switch
            {
                BadHttpRequestException { InnerException: JsonException wrong } => Invalid(
                    FieldOf(wrong.Path, body),
                    wrong is InvalidMemberException ? wrong.Message : "is not what is expected here"
                ),
                BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad
                    when Parameter().Match(bad.Message) is { Success: true } named => Invalid(
                    JsonNamingPolicy.CamelCase.ConvertName(named.Groups[1].Value),
                    "is not what is expected here"
                ),
                BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } => Invalid(
                    "body",
                    "is missing or is not JSON"
                ),
                BadHttpRequestException bad => new ProblemDetails { Status = bad.StatusCode },
                UnavailableException away => new ProblemDetails
                {
                    Status = StatusCodes.Status503ServiceUnavailable,
                    Detail = away.Message,
                },
                _ when Dialect.IsConflict(exception) => new ProblemDetails
                {
                    Status = StatusCodes.Status409Conflict,
                    Detail = "Somebody else changed it at the same moment. Read it again.",
                },
                _ when Dialect.IsBrokenRule(exception) => new ProblemDetails
                {
                    Status = StatusCodes.Status409Conflict,
                    Detail = "That would break a rule that the database keeps. Nothing was changed.",
                },
                CommitUnknownException => new ProblemDetails
                {
                    Status = StatusCodes.Status503ServiceUnavailable,
                    Detail =
                        "The database stopped answering while it was to keep this: it may have been done. Look "
                        + "before you try again; with the same Idempotency-Key nothing is done twice.",
                },
                _ when exception is TimeoutException || Dialect.IsDatabase(exception) => new ProblemDetails
                {
                    Status = StatusCodes.Status503ServiceUnavailable,
                    Detail = "The database does not answer. Nothing was changed; try again.",
                },
                _ => new ProblemDetails { Status = StatusCodes.Status500InternalServerError },
            };

        private static HttpValidationProblemDetails Invalid(string field, string message) =>
            new(new Dictionary<string, string[]> { [field] = [message] }) { Status = StatusCodes.Status400BadRequest };

        // The framework names a route's or query's parameter in the message only: Failed to bind parameter
        // "Nullable<int> Limit" from "x".
        [GeneratedRegex(
            "^Failed to bind parameter \"[^ \"]+ (\\w+)\"",
            RegexOptions.None,
            matchTimeoutMilliseconds: 1000
        )]
        private static partial Regex Parameter();

        // "$.owner.age" -> "owner.age", as far as the body's type has such members: any other name is the caller's own
        // text, and may be a person's name. So an unknown member is reported under its parent's name.
        private string FieldOf(string? path, Type? body)
        {
            var field = "";
            foreach (Match step in Steps().Matches(path ?? ""))
            {
                var type = body is null ? null : json.Value.SerializerOptions.GetTypeInfo(body);
                if (type?.Kind == JsonTypeInfoKind.Enumerable)
                    (field, body) = (field + step.Value, type.ElementType);
                else if (
                    type?.Properties.FirstOrDefault(p =>
                        p.Name.Equals(step.Groups[1].Value, StringComparison.OrdinalIgnoreCase)
                    ) is
                    { } known
                )
                    (field, body) = (field.Length == 0 ? known.Name : $"{field}.{known.Name}", known.PropertyType);
                else
                    break;
            }
            return field.Length == 0 ? "body" : field;
        }

        [GeneratedRegex(@"(?:(?<=^\$)|\G)(?:\.(\w+)|\[\d+\])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Steps();
    }
}
