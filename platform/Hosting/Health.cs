using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Live (see Basics): the process answers. Ready: its database answers too.</summary>
internal static class Health
{
    private sealed record Readiness(string Status);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/ready", Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<JsonHttpResult<Readiness>> Ready(IServiceProvider services, CancellationToken ct) =>
        services.GetService<DbContext>() is { } db && !await db.Database.CanConnectAsync(ct)
            ? TypedResults.Json(new Readiness("database away"), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Json(new Readiness("ready"));
}
