using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Identity.Data;
using ReferralNetwork.Identity.Features;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Identity;

/// <summary>Gives operator tokens to commands on the machine itself: whoever can read the database and the master key
/// could open the signing key anyway, so these commands need no secret of their own. Nothing of it is stored.</summary>
public static class LocalOperator
{
    /// <summary>Whether there is an organisation, and so a first operator.</summary>
    /// <param name="identity">Services of an identity host, started or not.</param>
    public static async Task<bool> IsSetUp(IServiceProvider identity, CancellationToken ct)
    {
        await using var scope = identity.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IdentityDb>().Organisations.AnyAsync(ct);
    }

    /// <summary>A token that lasts no longer than others, with the role operator alone.</summary>
    /// <param name="identity">Services of an identity host, started or not, on a database that has been started
    /// once.</param>
    public static async Task<string> Token(IServiceProvider identity, CancellationToken ct)
    {
        await using var scope = identity.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var now = await services.GetRequiredService<DatabaseClock>().Now(ct);
        var machine = new Organisation
        {
            Id = Guid.CreateVersion7(now),
            Name = new LocalText("This machine", null),
            Kinds = [],
            CreatedAt = now,
        };
        var (client, _) = Client.Create(machine.Id, "local", [Roles.Operator], now);
        return (await services.GetRequiredService<AccessTokens>().For(Bearer.Of(client, machine), ct)).Text;
    }
}
