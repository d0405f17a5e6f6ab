using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Platform.Tests;

public sealed class RoutePolicyTests
{
    [Fact]
    public async Task A_route_without_a_policy_stops_the_start()
    {
        await using var world = new World();
        var stop = await Should.ThrowAsync<InvalidOperationException>(() => world.Start<Forgetful>());

        stop.Message.ShouldContain("/forgotten");
        stop.Message.ShouldNotContain("/thought-of");
    }

    [Fact]
    public async Task What_is_open_is_known()
    {
        await using var world = new World();
        var notes = await world.Start<NotesModule>();

        RoutePolicies
            .Endpoints(notes.App)
            .Where(route => route.Metadata.GetMetadata<RolesAllowed>() is null)
            .Select(route => route.RoutePattern.RawText)
            .ShouldBe(["/health/live", "/health/ready", "/metrics", "/openapi/{documentName}.json"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_route_that_forgets_who_is_admitted_stops_the_start_where_another_asks()
    {
        await using var world = new World();
        var stop = await Should.ThrowAsync<InvalidOperationException>(() => world.Start<HalfGuarded>());

        stop.Message.ShouldContain("/open");
        foreach (var fine in new[] { "/guarded", "/referrers" })
            stop.Message.ShouldNotContain(fine);
    }

    private sealed class HalfGuarded : IModule
    {
        public static string Name => "half-guarded";

        public static void AddServices(Service service) { }

        public static void MapEndpoints(IEndpointRouteBuilder routes)
        {
            routes
                .MapPost("/guarded", () => TypedResults.Ok())
                .For("provider")
                .WithMetadata(new AdmittedFor("some", ["provider"]));
            routes.MapPost("/open", () => TypedResults.Ok()).For("provider", "reader");
            routes.MapPost("/referrers", () => TypedResults.Ok()).For("reader");
        }
    }

    private sealed class Forgetful : IModule
    {
        public static string Name => "forgetful";

        public static void AddServices(Service service) { }

        public static void MapEndpoints(IEndpointRouteBuilder routes)
        {
            routes.MapGet("/thought-of", () => TypedResults.Ok()).For("reader");
            routes.MapGet("/forgotten", () => TypedResults.Ok());
        }
    }
}
