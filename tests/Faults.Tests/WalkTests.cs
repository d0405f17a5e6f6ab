using System.Diagnostics;
using ReferralNetwork.Distributed;

namespace ReferralNetwork.Faults.Tests;

/// <summary>The network as <c>./run --distributed</c> has it, one process a service, whatever dies started again. After
/// the others, never beside them.</summary>
[Collection(nameof(FaultedNetwork))]
public sealed class WalkTests(ITestOutputHelper output) : IDisposable
{
    private const string Patience = "120";
    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;

    [Fact(Explicit = true)]
    public async Task The_walk_comes_to_the_same_end_while_each_process_is_killed_in_turn()
    {
        Assert.SkipUnless(DistributedNetwork.IsInstalled, "RabbitMQ and PostgreSQL are not installed here");
        await using var network = await DistributedNetwork.Start(
            new DistributedOptions(_folder) { Demo = true },
            TestContext.Current.CancellationToken
        );
        using var end = new CancellationTokenSource();
        var keeping = network.KeepRunning(output.WriteLine, end.Token);

        var walk = Walk(network);
        var killed = new List<string>();
        while (!walk.IsCompleted)
            foreach (var name in network.Names)
            {
                await Task.WhenAny(walk, Task.Delay(TimeSpan.FromSeconds(4), CancellationToken.None));
                if (walk.IsCompleted)
                    break;
                await network.Kill(name);
                killed.Add(name);
            }

        var (code, said) = await walk;
        code.ShouldBe(0, said);
        said.TrimEnd().ShouldEndWith("All as documented.");
        network.Names.Except(killed).ShouldBeEmpty("each was killed at least once");
        await end.CancelAsync();
        await keeping;
    }

    private static async Task<(int Code, string Said)> Walk(DistributedNetwork network)
    {
        var start = new ProcessStartInfo(
            "bash",
            [
                Path.Combine(SourceTree.Root, "walk"),
                network.Address.GetLeftPart(UriPartial.Authority),
                network.DataFolder,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["PATIENT"] = Patience },
        };
        using var process = Process.Start(start)!;
        var (said, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said + await errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
