using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace ReferralNetwork.Platform;

/// <summary>Live (see Basics): the process answers. Ready: its database answers too.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/ready", Ready).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> Ready(IServiceProvider services, CancellationToken ct) =>
        services.GetService<DbContext>() is { } db && !await db.Database.CanConnectAsync(ct)
            ? TypedResults.Json(new { status = "database away" }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new { status = "ready" });
}
