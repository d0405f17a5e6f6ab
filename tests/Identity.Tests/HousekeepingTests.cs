using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Features;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

public sealed class HousekeepingTests
{
    [Fact]
    public async Task What_has_ended_is_deleted_and_nothing_else()
    {
        await using var host = await Start();
        var account = await host.SetUp();
        using var browser = new Browser(host);
        await browser.SignIn("first.operator", Password);
        await host.Invite(account, account.Organisation, "caseworker");
        host.Clock.Advance(TimeSpan.FromHours(11));
        await browser.SignIn("first.operator", Password);

        host.Clock.Advance(TimeSpan.FromHours(2));
        (await Rows(host)).ShouldBe((1, 1, 1, 1));
        host.Clock.Advance(TimeSpan.FromDays(7));
        (await Rows(host)).ShouldBe((0, 0, 0, 0));
    }

    private static async Task<(int Codes, int SignIns, int Tokens, int Invitations)> Rows(IdentityHost host)
    {
        await ActivatorUtilities.CreateInstance<Housekeeping>(host.App.Services).Clean(Ct);
        await using var scope = host.App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        return (
            await db.Codes.CountAsync(Ct),
            await db.SignIns.CountAsync(Ct),
            await db.RefreshTokens.CountAsync(Ct),
            await db.Invitations.CountAsync(Ct)
        );
    }
}
