using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Security;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

public sealed class ModelTests
{
    [Fact]
    public async Task A_password_is_kept_as_a_hash_that_verifies()
    {
        await using var host = await Start();
        await host.SetUp();
        await using var scope = host.App.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<IdentityDb>().People.SingleAsync(Ct);
        var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Person>>();

        hasher.VerifyHashedPassword(person, person.PasswordHash, Password).ShouldBe(PasswordVerificationResult.Success);
        hasher
            .VerifyHashedPassword(person, person.PasswordHash, "another password")
            .ShouldBe(PasswordVerificationResult.Failed);
    }

    [Fact]
    public async Task Only_what_must_be_open_is_open()
    {
        await using var host = await Start();

        RoutePolicies
            .Endpoints(host.App)
            .Where(e => e.Metadata.GetMetadata<RolesAllowed>() is null)
            .Select(e => e.RoutePattern.RawText!)
            .Where(route =>
                !route.StartsWith("/health", StringComparison.Ordinal)
                && route != "/metrics"
                && !route.StartsWith("/openapi", StringComparison.Ordinal)
            )
            .Select(route => $"/{route.Trim('/')}")
            .ShouldBe(
                [
                    "/connect/token",
                    "/connect/revoke",
                    "/.well-known/openid-configuration",
                    "/connect/jwks",
                    "/api/setup",
                    "/connect/authorize",
                    "/connect/join",
                    "/connect/password",
                ],
                ignoreOrder: true
            );
    }
}
