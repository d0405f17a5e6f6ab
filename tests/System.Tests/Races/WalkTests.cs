using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ReferralNetwork.AllInOne;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>The walk that a newcomer takes with curl, on a network of its own.</summary>
public sealed class WalkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;

    // By day the same walk is taken over two processes of each service (ReplicaTests).
    [Fact(Explicit = true)]
    public async Task Every_step_of_the_walk_is_as_documented()
    {
        foreach (var tool in new[] { "bash", "curl", "jq" })
            Assert.SkipUnless(
                await Run("which", tool) is { Code: 0 },
                $"the walk needs {tool}, which is not installed here"
            );

        await using var network = await PreparedNetwork.Start(
            new NetworkOptions(_folder) { Demo = true, Logging = log => log.ClearProviders() }
        );
        var (code, output) = await Run(
            "bash",
            Path.Combine(SourceTree.Root, "walk"),
            network.Address.GetLeftPart(UriPartial.Authority),
            _folder
        );
        code.ShouldBe(0, output);
        output.TrimEnd().ShouldEndWith("All as documented.");
    }

    internal static async Task<(int Code, string Output)> Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
