using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Security;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>The master key of a network with something of everything in it is changed (docs/operating.md).</summary>
public sealed class ResealTests
{
    [Fact]
    public async Task After_a_change_of_the_master_key_everything_is_sealed_again_and_opens_as_before()
    {
        await using var network = new EmptyNetwork();
        await network.InitializeAsync();
        var (first, other) = (await network.Partner("First"), await network.Partner("Other"));
        var (referral, shelter) = (Guid.Empty, Guid.Empty);
        foreach (var kind in Endpoint.Kinds)
        {
            var accepted = (await Belongings.Of(network, kind, first, other))[2];
            if (kind == "shelters")
                (referral, shelter) = (accepted.Referral, accepted.Scene.AttemptOf(accepted.Referral));
        }
        foreach (var module in Module.All)
            Unsaid(network.Network.Host(module.Name).Services).ShouldBeEmpty($"{module.Name}: how it is sealed");
        var before = await Read(first, referral, shelter);
        await Refuses(network.Folder);

        await network.Restart(between: () => PutNewKeyFirst(network.Folder));
        var sealedAgain = 0;
        foreach (var module in Module.All)
            sealedAgain += await Reseal(network.Folder, module.Name);

        sealedAgain.ShouldBeGreaterThan(50);
        (await Read(first, referral, shelter)).ShouldBe(before);
        foreach (var module in Module.All)
            (await Reseal(network.Folder, module.Name)).ShouldBe(0, module.Name);
    }

    /// <summary>Columns that hold something sealed, by their names or their type, of which the model does not say
    /// how.</summary>
    private static List<string> Unsaid(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var model = scope.ServiceProvider.GetRequiredService<DbContext>().Model;
        return
        [
            .. model
                .GetEntityTypes()
                .SelectMany(type => type.GetProperties())
                .Where(column =>
                    column.ClrType == typeof(WrappedKey)
                    || (column.ClrType == typeof(byte[]) && column.Name.StartsWith("Sealed", StringComparison.Ordinal))
                )
                .Where(column =>
                    !column.GetAnnotations().Any(said => said.Name.StartsWith("Sealed:", StringComparison.Ordinal))
                )
                .Select(column => $"{column.DeclaringType.DisplayName()}.{column.Name}"),
        ];
    }

    private static async Task<string> Read(Partner first, Guid referral, Guid attempt)
    {
        var (caseworker, intake) = (await first.As(Roles.Caseworker), await first.As(Roles.Intake));
        var answers = new[]
        {
            await caseworker.Get($"/api/referrals/{referral}/details"),
            await intake.Get($"/api/referrals/attempts/{attempt}/details"),
            await intake.Get($"/api/shelters/inbox/{attempt}"),
            await caseworker.Get("/api/shift-notes"),
            await caseworker.Get("/api/calls"),
            await caseworker.Get("/api/conferences"),
            await (await first.As(Roles.Publisher)).Get("/api/shelters/sites"),
        };
        answers.ShouldAllBe(answer => answer.Status == 200);
        return string.Join('\n', answers.Select(answer => answer.Text));
    }

    private static void PutNewKeyFirst(string folder)
    {
        var file = Path.Combine(folder, "master.key");
        File.WriteAllText(
            file,
            $"{Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n{File.ReadAllText(file)}"
        );
    }

    // A key that the services do not have yet would shut them out of their own data.
    private static async Task Refuses(string folder)
    {
        var (file, kept) = (
            Path.Combine(folder, "master.key"),
            await File.ReadAllTextAsync(Path.Combine(folder, "master.key"))
        );
        PutNewKeyFirst(folder);
        (await Should.ThrowAsync<InvalidDataException>(() => Reseal(folder, "referrals"))).Message.ShouldContain(
            "Start the service"
        );
        await File.WriteAllTextAsync(file, kept);
    }

    private static async Task<int> Reseal(string folder, string service)
    {
        var output = new StringWriter();
        (await AllInOne.Commands.OfService(service, ["reseal"], folder, output)).ShouldBe(0);
        return int.Parse(output.ToString().Split(' ')[0], global::System.Globalization.CultureInfo.InvariantCulture);
    }
}
