using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Work = ReferralNetwork.System.Tests.Kills.Work;

namespace ReferralNetwork.Containers.Tests;

/// <summary>The network in containers, as <c>docker-compose.yml</c> has it.</summary>
public sealed partial class ComposeTests(ComposedNetwork network, ITestOutputHelper output)
{
    private static readonly string[] Services =
    [
        "identity",
        "referrals",
        "shelters",
        "medical",
        "legal-aid",
        "training",
        "portal",
        "gateway",
    ];

    [Fact]
    public async Task The_whole_job_goes_through_for_every_kind()
    {
        await network.Ready();
        await network.Walk();
    }

    [Fact]
    public async Task No_container_is_root_may_write_its_image_or_has_a_capability()
    {
        await network.Ready();
        foreach (var service in (string[])[.. Services, "postgres", "rabbitmq"])
        {
            var said = JsonNode.Parse(await Engine.Do("inspect", await network.ContainerOf(service)))![0]!;
            ((bool)said["HostConfig"]!["ReadonlyRootfs"]!).ShouldBeTrue(service);
            var pid = (int)said["State"]!["Pid"]!;
            var status = await File.ReadAllLinesAsync($"/proc/{pid}/status");
            status
                .Single(line => line.StartsWith("Uid:", StringComparison.Ordinal))
                .Split('\t')[1]
                .ShouldBe(Services.Contains(service) ? "1654" : "999", service);
            status
                .Single(line => line.StartsWith("CapEff:", StringComparison.Ordinal))
                .ShouldEndWith("0000000000000000", Case.Sensitive, service);
            status
                .Single(line => line.StartsWith("NoNewPrivs:", StringComparison.Ordinal))
                .ShouldEndWith("1", Case.Sensitive, service);
        }
    }

    [Fact]
    public async Task Its_own_health_check_says_that_a_service_is_ready()
    {
        await network.Ready();
        foreach (var service in Services)
            await Engine.Do(
                "exec",
                await network.ContainerOf(service),
                "healthy",
                service == "gateway" ? "/health/live" : "/health/ready"
            );
        await Should.ThrowAsync<InvalidOperationException>(async () =>
            await Engine.Do("exec", await network.ContainerOf("identity"), "healthy", "/nothing/here")
        );
    }

    [Fact]
    public async Task The_image_holds_a_shell_and_no_other_tool()
    {
        await network.Ready();
        var container = await network.ContainerOf("identity");
        var there = await Engine.Do("exec", container, "/bin/sh", "-c", "echo /bin/* /usr/bin/* /usr/local/bin/*");
        there
            .Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(path => !path.EndsWith('*'))
            .Select(Path.GetFileName)
            .Distinct()
            .ShouldBe(["dotnet", "healthy", "sh"], ignoreOrder: true);
    }

    [Fact]
    public async Task After_a_stop_and_a_start_of_all_the_job_goes_through()
    {
        await network.Ready();
        await Engine.Compose(network.Folder, "stop");
        await Engine.Compose(network.Folder, "start");
        await network.IsReady();
        await network.Walk();
    }

    [Fact]
    public async Task The_image_adds_at_most_250_MB_to_its_base()
    {
        await network.Ready();
        var file = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "Dockerfile"));
        var (all, under) = (
            await Size("referral-network:0.1.0"),
            await Size(Bases().Matches(file)[^1].Groups[1].Value)
        );
        output.WriteLine($"{all} MB, {under} MB of them its base");
        (all - under).ShouldBeInRange(1, 250);

        static async Task<long> Size(string image) =>
            long.Parse(
                await Engine.Do("image", "inspect", "--format", "{{.Size}}", image),
                CultureInfo.InvariantCulture
            ) / 1_000_000;
    }

    [Fact]
    public async Task Whichever_container_dies_no_answer_is_lost_or_given_twice()
    {
        await network.Ready();
        await AtWork(async work =>
        {
            foreach (var service in (string[])[.. Services, "postgres", "rabbitmq"])
            {
                await network.Kill(service);
                await network.IsReady();
                work.MustGoOn();
            }
        });
    }

    [Fact]
    public async Task The_image_is_replaced_service_by_service_and_no_answer_is_lost()
    {
        await network.Ready();
        var release = await NextRelease();
        await AtWork(async work =>
        {
            foreach (var service in Services)
            {
                await network.Replace(service);
                await network.IsReady();
                var runs = await Engine.Do(
                    "inspect",
                    "--format",
                    "{{index .Config.Labels \"release\"}}",
                    await network.ContainerOf(service)
                );
                runs.Trim().ShouldBe(release, service);
                work.MustGoOn();
            }
        });
        await network.Walk();
    }

    [Fact]
    public async Task A_backup_brings_everything_back_after_the_volumes_are_gone()
    {
        await network.Ready();
        var work = await AtWork(work => Task.WhenAny(work.Failed, Task.Delay(TimeSpan.FromSeconds(5))));

        var backup = Path.Combine(network.Folder, "backup.tar");
        await Engine.Program(network.Folder, "deploy/backup", backup);
        await Engine.Program(network.Folder, "deploy/restore", backup, "--instead");
        await network.IsReady();

        await NothingIsLost(work);
        await network.Walk();
    }

    [Theory]
    [InlineData("ISSUER_ADDRESS", "", "Issuer:Address")]
    [InlineData("PROXIES", "nowhere", "Proxies")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string variable, string value, string setting)
    {
        await network.Ready();
        var right = await network.Setting(variable);
        await Set(value);
        try
        {
            await Remove();
            // Compose stops where it sees it, and the service where compose does not.
            try
            {
                await network.Up("--no-deps", "gateway");
                await Eventually.IsSo(
                    async () => (await network.LogOf("gateway")).Contains(setting, StringComparison.Ordinal),
                    $"the gateway's log names {setting}"
                );
            }
            catch (InvalidOperationException stopped)
            {
                stopped.Message.ShouldContain(variable);
            }
            (await network.Answers()).ShouldBeFalse();
        }
        finally
        {
            await Set(right);
            await Remove();
            await network.Up("--no-deps", "gateway");
            await network.IsReady();
        }

        Task Set(string to) =>
            network.Edit(line => line.StartsWith($"{variable}=", StringComparison.Ordinal) ? $"{variable}={to}" : line);

        async Task Remove()
        {
            if (await network.ContainerOf("gateway") is { Length: > 0 } there)
                await Engine.Do("rm", "-f", there);
        }
    }

    private readonly int _seed = Random.Shared.Next(1_000_000);

    /// <summary>Referrals of every kind go on while something is done to the network; then nothing that was answered is
    /// lost, doubled or promised twice.</summary>
    private async Task<Work> AtWork(Func<Work, Task> meanwhile)
    {
        var work = await network.Work();
        work.Begin(new Random(_seed));
        try
        {
            await meanwhile(work);
        }
        finally
        {
            await work.End();
        }
        await NothingIsLost(work);
        return work;
    }

    private async Task NothingIsLost(Work work)
    {
        var audit = await Eventually.Get(
            work.Look,
            audit => !audit.Faults.Any(),
            $"seed {_seed}: nothing lost, doubled or over-promised"
        );
        output.WriteLine($"seed {_seed}: {work}: {audit}");
    }

    /// <summary>The same programs under another image, as the next release has it.</summary>
    /// <returns>What its label says.</returns>
    private async Task<string> NextRelease()
    {
        const string Image = "referral-network:0.1.0";
        var (file, release) = (Path.Combine(network.Folder, "Next"), Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(file, $"FROM {Image}\nLABEL release={release}\n");
        await Engine.Do("build", "-q", "-t", Image, "-f", file, Path.Combine(network.Folder, "deploy"));
        return release;
    }

    [GeneratedRegex("^FROM (\\S+)", RegexOptions.Multiline)]
    private static partial Regex Bases();
}
