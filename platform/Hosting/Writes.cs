using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Something with an id, and a version of the part that can be edited; the version is its ETag.</summary>
public interface IResource
{
    Guid Id { get; }
    int Version { get; }

    /// <summary>Made of the version, unless something else marks a change.</summary>
    string ETag => $"\"{Version}\"";
}

/// <summary>Marks a route that changes rows: every POST, PUT and DELETE that is not a query has it (checked by a
/// test).</summary>
public sealed record ChangesRows;

/// <summary>Reads a resource as it is now; null where there is none for this caller.</summary>
public delegate Task<IResource?> Reload(HttpContext http, Guid id, CancellationToken ct);

/// <summary>Runs a handler in one transaction, committed only if the answer is a success. A handler that lost a race to
/// another transaction is run again on fresh rows, so that a refusal names the state that won.</summary>
public static class Writes
{
    private const int MaxTries = 3;

    /// <summary>Changes rows in one transaction.</summary>
    public static RouteHandlerBuilder InTransaction(this RouteHandlerBuilder endpoint) =>
        endpoint
            .WithMetadata(new ChangesRows())
            .AddEndpointFilter((context, next) => Run(context, () => next(context), null));

    /// <summary>Creates a resource in one transaction, only once for each <c>Idempotency-Key</c>.</summary>
    /// <param name="reload">Answers a repeat with the resource as it is now.</param>
    public static RouteHandlerBuilder Creates(this RouteHandlerBuilder endpoint, Reload reload) =>
        endpoint
            .WithMetadata(new ChangesRows())
            .AddEndpointFilter(
                (context, next) =>
                    Idempotency.KeyOf(context.HttpContext) is { } key
                        ? ExecuteIdempotent(context, () => next(context), key, reload)
                        : Run(context, () => next(context), null)
            );

    private static async ValueTask<object?> ExecuteIdempotent(
        EndpointFilterInvocationContext context,
        Func<ValueTask<object?>> handle,
        string key,
        Reload reload
    )
    {
        var http = context.HttpContext;
        var ct = http.RequestAborted;
        if (key.Length is 0 or > Idempotency.LongestKey)
            return Problem.Field(Idempotency.Header, $"has 1 to {Idempotency.LongestKey} characters");
        var idempotency = http.RequestServices.GetRequiredService<Idempotency>();
        var scope = Idempotency.Scope(http, key);
        var type = http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        var body = idempotency.Mac(context.Arguments.FirstOrDefault(argument => argument?.GetType() == type));

        return await Run(
            context,
            async () =>
            {
                if (await idempotency.Find(scope, ct) is not { } earlier)
                    return await handle();
                if (!earlier.BodyMac.AsSpan().SequenceEqual(body))
                    return Problem.Of(
                        StatusCodes.Status409Conflict,
                        "This Idempotency-Key was used with another body."
                    );
                var resource = await reload(http, earlier.ResourceId, ct);
                return resource is null ? Problem.NotFound() : new ReplayedResponse(resource, earlier.Status);
            },
            async answer =>
            {
                if (answer is not ReplayedResponse && ResourceOf(answer) is { } resource)
                    await idempotency.Remember(scope, body, StatusOf(answer), resource.Id, ct);
            }
        );
    }

    private static async ValueTask<object?> Run(
        EndpointFilterInvocationContext context,
        Func<ValueTask<object?>> handle,
        Func<object?, Task>? alongside
    )
    {
        var http = context.HttpContext;
        var work = http.RequestServices.GetRequiredService<UnitOfWork>();
        for (var run = 1; ; run++)
        {
            try
            {
                var answer = await work.Run(
                    async () =>
                    {
                        var result = await handle();
                        if (alongside is not null && StatusOf(result) < 400)
                            await alongside(result);
                        return result;
                    },
                    result => StatusOf(result) < 400,
                    http.RequestAborted
                );
                if (ResourceOf(answer) is { } resource)
                    http.Response.Headers.ETag = Preconditions.ETag(resource);
                return answer is ReplayedResponse again
                    ? TypedResults.Json<object>(again.Resource, statusCode: again.Status)
                    : answer;
            }
            catch (Exception e) when (run < MaxTries && (e is DbUpdateException || Dialect.IsConflict(e)))
            {
                http.RequestServices.GetRequiredService<DbContext>().ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The first answer's status with the resource as it is now.</summary>
    private sealed record ReplayedResponse(IResource Resource, int Status) : IStatusCodeHttpResult, IValueHttpResult
    {
        int? IStatusCodeHttpResult.StatusCode => Status;
        object? IValueHttpResult.Value => Resource;
    }

    internal static int StatusOf(object? answer) =>
        (Inner(answer) as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;

    internal static IResource? ResourceOf(object? answer) => (Inner(answer) as IValueHttpResult)?.Value as IResource;

    private static object? Inner(object? answer) => answer is INestedHttpResult nested ? nested.Result : answer;
}
