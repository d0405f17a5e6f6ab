using System.CommandLine;
using ReferralNetwork.Demo;
using ReferralNetwork.Distributed;
using ReferralNetwork.Launch;

var data = new Option<string>("--data")
{
    Description = "Folder with databases, queues, keys and logs.",
    DefaultValueFactory = _ => "data-distributed",
};
var port = new Option<int>("--port")
{
    Description = "Port of the gateway on 127.0.0.1; 0 takes any free one.",
    DefaultValueFactory = _ => 8080,
};
var empty = new Option<bool>("--empty")
{
    Description = "Without the demo network; prints a one-time code that makes the first operator.",
};
var noCases = new Option<bool>("--no-cases") { Description = "The demo network without its cases and past months." };
var replicas = new Option<int>("--replicas") { Description = "Processes a service.", DefaultValueFactory = _ => 1 };

var root = new RootCommand(
    "Runs the referral network as processes of their own over a private RabbitMQ and PostgreSQL."
)
{
    data,
    port,
    empty,
    noCases,
    replicas,
};
root.SetAction(
    async (given, ct) =>
    {
        try
        {
            return await Run(
                new DistributedOptions(given.GetValue(data)!)
                {
                    Port = given.GetValue(port),
                    Demo = !given.GetValue(empty),
                    Cases = !given.GetValue(noCases),
                    Replicas = given.GetValue(replicas),
                },
                ct
            );
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidOperationException or ApiException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
);

// A stop signal cancels; the processes then have this long to end in good order.
return await root.Parse(args)
    .InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(40) });

static async Task<int> Run(DistributedOptions options, CancellationToken ct)
{
    DistributedNetwork network;
    using (var progress = new Progress(Console.Out))
        network = await DistributedNetwork.Start(options with { Progress = progress.Say, Listening = Say }, ct);
    await using (network)
    {
        Welcome.Print(network.Address, network.SetupCode, network.DataFolder);
        await network.KeepRunning(Console.WriteLine, ct);
        Console.WriteLine("Stopping");
    }
    return 0;

    void Say(Uri address) =>
        Console.WriteLine(
            $"ReferralNetwork runs at {address}  (Ctrl-C stops it); logs: "
                + Path.Combine(Path.GetFullPath(options.DataFolder), "logs")
        );
}
