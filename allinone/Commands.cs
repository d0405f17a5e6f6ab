using ReferralNetwork.Demo;
using ReferralNetwork.Identity;
using ReferralNetwork.Launch;
using ReferralNetwork.Platform.Messaging;
using HostOptions = ReferralNetwork.Platform.Hosting.HostOptions;

namespace ReferralNetwork.AllInOne;

/// <summary>Implements the commands of the command line.</summary>
internal static class Commands
{
    public static async Task<int> Run(string data, int port, bool empty, bool noCases, CancellationToken ct)
    {
        await using var network = await Start(
            new NetworkOptions(data)
            {
                Port = port,
                Demo = !empty,
                Cases = !noCases,
                Listening = address => Console.WriteLine($"ReferralNetwork runs at {address}  (Ctrl-C stops it)"),
            },
            ct
        );
        Welcome.Print(network.Address, network.SetupCode, network.DataFolder);
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine("Stopping");
        return 0;
    }

    public static async Task<int> ImportGazetteer(string folder, string data, CancellationToken ct)
    {
        if (await RunFile.Running(data, ct) is { } running)
        {
            // The identity host is built but not started: it reads the keys and listens nowhere.
            await using var identity = Module
                .Of<IdentityModule>()
                .Build(
                    new HostOptions(
                        data,
                        new InProcessBus(),
                        new Dictionary<string, string?>
                        {
                            ["Issuer:Address"] = running.GetLeftPart(UriPartial.Authority),
                        }
                    )
                );
            return await Import(running, await LocalOperator.Token(identity.Services, ct));
        }
        await using var network = await Start(new NetworkOptions(data), ct);
        return await Import(network.Address, await network.OperatorToken(ct));

        async Task<int> Import(Uri address, string token) =>
            await GazetteerImport.Run(folder, address, token, Console.Out, ct) ? 0 : 2;
    }

    /// <summary>Runs one of a service's own commands on its database; the network may be running meanwhile.</summary>
    public static async Task<int> OfService(string service, string[] command, string data, TextWriter output)
    {
        if (Module.All.SingleOrDefault(module => module.Name == service) is not { } known)
            throw new ApiException(
                System.Net.HttpStatusCode.NotFound,
                $"There is no service {service}; there are: "
                    + string.Join(", ", Module.All.Select(module => module.Name))
            );
        await using var host = known.Build(
            new HostOptions(
                Path.GetFullPath(data),
                new InProcessBus(),
                new Dictionary<string, string?> { ["Issuer:Address"] = "http://127.0.0.1" }
            )
        );
        return await Platform.Hosting.Commands.Run(host, command, output);
    }

    private static async Task<Network> Start(NetworkOptions options, CancellationToken ct)
    {
        using var progress = new Progress(Console.Out);
        return await Network.Start(options with { Progress = progress.Say }, ct);
    }
}
