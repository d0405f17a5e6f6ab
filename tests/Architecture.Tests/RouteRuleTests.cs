using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.Architecture.Tests;

/// <summary>Each rule of routes finds the one route here that breaks it.</summary>
public sealed class RouteRuleTests : IAsyncDisposable
{
    private sealed record GoodRequest;

    private sealed record Numbers(int Count);

    private readonly WebApplication _app = WebApplication.CreateSlimBuilder().Build();

    [Fact]
    public void A_route_that_writes_and_does_not_say_so() =>
        Found(RouteRules.WriteWithoutSayingSo, () => _app.MapPost("/write", NoContent)).ShouldBe(["POST /write"]);

    [Fact]
    public void A_route_that_reads_and_changes() =>
        Found(RouteRules.ReadAndChange, () => _app.MapGet("/read", NoContent).WithMetadata(new ChangesRows()))
            .ShouldBe(["GET /read"]);

    [Fact]
    public void A_route_that_is_open_to_all() =>
        Found(RouteRules.OpenToAll, () => _app.MapGet("/open", NoContent).AllowAnonymous()).ShouldBe(["GET /open"]);

    [Fact]
    public void A_route_that_admits_anybody_who_is_signed_in() =>
        Found(RouteRules.AdmitUnknownRoles, () => _app.MapGet("/any", NoContent)).ShouldBe(["GET /any"]);

    [Fact]
    public void A_route_that_admits_a_role_that_there_is_not() =>
        Found(RouteRules.AdmitUnknownRoles, () => _app.MapGet("/role", NoContent).For("king")).ShouldBe(["GET /role"]);

    [Fact]
    public void A_route_that_shows_one_survivor_to_whoever_manages_a_place() =>
        Found(
                RouteRules.ShowOneSurvivorToOthers,
                () => _app.MapGet("/api/x/inbox/{id}", NoContent).For(Contracts.Roles.OrgAdmin)
            )
            .ShouldBe(["GET /api/x/inbox/{id}"]);

    [Fact]
    public void A_body_without_a_validator() =>
        Found(
                RouteRules.BodiesWithoutValidator,
                () => _app.MapPost("/numbers", (Numbers _) => TypedResults.NoContent())
            )
            .ShouldBe(["POST /numbers: Numbers"]);

    [Fact]
    public void A_member_that_hides_that_it_is_missing() =>
        Found(
                RouteRules.MembersThatHideThatTheyAreMissing,
                () => _app.MapPost("/numbers", (Numbers _) => TypedResults.NoContent())
            )
            .ShouldBe(["Numbers.Count"]);

    [Fact]
    public void A_body_of_another_name() =>
        Found(RouteRules.BodiesOfOtherNames, () => _app.MapPost("/numbers", (Numbers _) => TypedResults.NoContent()))
            .ShouldBe(["Numbers"]);

    private List<string> Found(Func<IEnumerable<HostRoute>, IEnumerable<string>> rule, Action bad)
    {
        _app.MapPost("/good", (GoodRequest _) => TypedResults.NoContent())
            .For(Contracts.Roles.Caseworker)
            .WithMetadata(new ChangesRows());
        bad();
        return [.. rule(Modules.RoutesOf(_app))];
    }

    private static NoContent NoContent() => TypedResults.NoContent();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
