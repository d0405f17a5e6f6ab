using ReferralNetwork.AllInOne.Demo;
using ReferralNetwork.Identity;
using ReferralNetwork.Platform.Hosting;
using ReferralNetwork.Platform.Messaging;
using HostOptions = ReferralNetwork.Platform.Hosting.HostOptions;

namespace ReferralNetwork.AllInOne;

/// <summary>What the command line does.</summary>
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
        PrintWelcome(network.Address, network.SetupCode, network.DataFolder);
        await Task.Delay(Timeout.Infinite, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine("Stopping");
        return 0;
    }

    public static async Task<int> ImportGazetteer(string folder, string data, CancellationToken ct)
    {
        if (await RunFile.Running(data, ct) is { } running)
        {
            // An identity host that is built and not started: it reads the keys and listens nowhere.
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

    /// <summary>The service's own command, on its database, beside a network that runs.</summary>
    public static async Task<int> OfService(string service, string[] command, string data, TextWriter output)
    {
        if (Module.All.SingleOrDefault(module => module.Name == service) is not { } known)
            throw new ApiException(
                System.Net.HttpStatusCode.NotFound,
                $"There is no service {service}; there are: {string.Join(", ", Module.All.Select(module => module.Name))}"
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

    /// <summary>How to get in: as the first operator, or as one of the demo's people.</summary>
    public static void PrintWelcome(Uri address, string? setupCode, string folder)
    {
        if (setupCode is not null)
            PrintSetup(address, setupCode);
        else
            PrintAccounts(folder);
    }

    private static void PrintSetup(Uri address, string code) =>
        Console.WriteLine(
            $"""

            There is no operator yet. This one-time code makes the first: {code}
            Enter it at {address}setup
            """
        );

    private static void PrintAccounts(string folder)
    {
        var accounts = DemoAccount.Read(folder);
        if (accounts.Count == 0)
            return;
        var user = accounts.Max(account => account.UserName.Length);
        Console.WriteLine(
            $"\nA fictional network for trying things out. Sign in at the address above as one of these (secrets of the API clients: {DemoAccount.PathIn(folder)}):\n"
        );
        Console.WriteLine(
            $"  {"label", -12}  {"user".PadRight(user)}  {"password", -16}  {"client id", -32}  organisation"
        );
        foreach (var a in accounts)
            Console.WriteLine(
                $"  {a.Label, -12}  {a.UserName.PadRight(user)}  {a.Password, -16}  {a.ClientId, -32}  {a.Organisation.Name}"
            );
    }
}
