using System.Globalization;
using ReferralNetwork.Demo;
using ReferralNetwork.Distributed;
using ReferralNetwork.System.Tests.Kills;

namespace ReferralNetwork.Faults.Tests;

/// <summary>
/// A network of processes in the faults host, with work to do, that a test does harm to; shared by all of them. SEED
/// repeats a run.
/// </summary>
public sealed class FaultedNetwork : IAsyncLifetime
{
    /// <summary>Before a commit; between commit and publishing; between publishing and noting it; between a consumer's
    /// commit and its acknowledgement.</summary>
    public static readonly string[] Points = ["before-commit", "committed", "published", "handled"];

    internal static readonly TimeSpan ShortHold = TimeSpan.FromSeconds(8);

    /// <summary>Answers before the harm and after it.</summary>
    private const int Some = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("network-").FullName;
    private readonly Dictionary<string, IReadOnlyList<string>> _before = [];
    private IReadOnlyList<DemoAccount> _accounts = [];

    public int Seed { get; } = Number("SEED", Random.Shared.Next(1_000_000));

    public DistributedNetwork Network { get; private set; } = null!;

    internal Random Random { get; private set; } = null!;
    internal Answers Answers { get; } = new();
    internal Work Work { get; private set; } = null!;
    internal House[] Houses { get; private set; } = [];
    internal SteadyClient[] Caseworkers { get; private set; } = [];
    internal Admissions Admissions { get; private set; } = null!;
    internal Databases Databases { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Random = new Random(Seed);
        var programs = Path.Combine(_folder, "programs");
        Programs.CopyTo(programs);
        Network = await DistributedNetwork.Start(
            new DistributedOptions(Path.Combine(_folder, "data"))
            {
                Demo = true,
                Programs = programs,
                Before = name => _before.GetValueOrDefault(name, []),
                Settings = new Dictionary<string, string?>
                {
                    ["Clocks:urgent:Hold"] = ShortHold.ToString("c"),
                    ["Allowance:Organisation"] = "1000000",
                    ["Limits:Client:Burst"] = "1000000",
                    ["Limits:Address:Burst"] = "1000000",
                    ["Limits:Guess:Burst"] = "1000000",
                },
            }
        );
        _accounts = DemoAccount.Read(Network.DataFolder);
        Databases = new Databases(Network);
        Caseworkers = [As("ngo-1"), As("ngo-2")];
        Houses =
        [
            new("shelter", "shelters", As("shelter-1")),
            new("training", "training", As("training-1")),
            new("medical", "medical", As("medical-1")),
            new("legal-aid", "legal-aid", As("legal-aid-1")),
        ];
        await Task.WhenAll(Houses.Select(house => house.Open(Caseworkers[0])));
        (Work, Admissions) = (new Work(Houses, Caseworkers), new Admissions(As("coordinator")));
    }

    internal SteadyClient As(string label) =>
        new(Network.Address, _accounts.Single(account => account.Label == label), Answers);

    /// <summary>Does harm while referrals are sent, answered and withdrawn; then all is healed, drained and
    /// counted.</summary>
    /// <returns>The count; it holds no fault.</returns>
    internal async Task<Audit> WhileItWorks(ITestOutputHelper output, Func<Task> harm)
    {
        output.WriteLine($"SEED={Seed}");
        Work.Begin(Random);
        Admissions.Begin();
        try
        {
            await Answered(Some);
            await harm();
            await Answered(Some);
        }
        catch
        {
            foreach (var member in Network.Members)
                output.WriteLine($"{member.Name}:\n{Network.LastWords(member.Name)}");
            // What went wrong first is told, and not what came of it.
            _ = Task.WhenAll(Work.End(), Admissions.End());
            throw;
        }
        await Task.WhenAll(Work.End(), Admissions.End());
        return await NothingIsAmiss(output);
    }

    /// <summary>The work has gone on by so many answers.</summary>
    internal async Task Answered(int answers)
    {
        await Task.WhenAny(Answers.More(answers), Work.Failed);
        Work.MustGoOn();
    }

    internal async Task<Audit> NothingIsAmiss(ITestOutputHelper output)
    {
        var audit = await Eventually.Get(
            async () =>
            {
                var audit = await Work.Look();
                await Admissions.Look(audit);
                audit.Lost.AddRange(await Databases.Undelivered());
                return audit;
            },
            audit => !audit.Faults.Any(),
            $"SEED={Seed}: nothing lost, doubled or over-promised"
        );
        output.WriteLine($"{Work}: {audit}");
        return audit;
    }

    /// <summary>It kills itself the next time that it comes to this point, and is started again.</summary>
    internal async Task CrashAt(string name, string point)
    {
        var file = Network.CrashFile(name);
        // It must never read half a word.
        await File.WriteAllTextAsync($"{file}.new", point);
        File.Move($"{file}.new", file);
        await Eventually.Get(() => Task.FromResult(Network.HasExited(name)), dead => dead, $"{name} comes to {point}");
        File.Exists(file).ShouldBeFalse($"{name} died at {point}: {Network.LastWords(name)}");
        await Network.Restart(name);
    }

    internal async Task Kill(string name, TimeSpan away = default)
    {
        await Network.Kill(name);
        await Task.Delay(away);
        await Network.Restart(name);
    }

    /// <summary>It ends as it is asked to, with work in its hands, and is started again.</summary>
    internal async Task Stop(string name)
    {
        await Network.Stop(name);
        await Network.Restart(name);
    }

    internal async Task Pause(string name, TimeSpan time)
    {
        Network.Pause(name);
        await Task.Delay(time);
        Network.Resume(name);
    }

    /// <summary>A service whose machine's clock is wrong for a while.</summary>
    internal async Task ClockIsOff(string name, TimeSpan by, TimeSpan time)
    {
        SetClock(name, by);
        await Kill(name);
        (await Clock(name) - TimeProvider.System.GetUtcNow()).ShouldBe(by, TimeSpan.FromMinutes(2), "its clock is off");
        await Task.Delay(time);
        SetClock(name, TimeSpan.Zero);
        await Kill(name);
    }

    private async Task<DateTimeOffset> Clock(string name)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(
            new Uri(Network.Members.Single(member => member.Name == name).Address, "/health/live")
        );
        return answer.Headers.Date!.Value;
    }

    // From its next start on.
    private void SetClock(string name, TimeSpan ahead) =>
        _before[name] =
            ahead == TimeSpan.Zero
                ? []
                :
                [
                    // The lapse of time is as ever: what waits for a minute waits for a minute. Without the last,
                    // libfaketime ends each timed wait of the runtime at once, and with it whatever a service reads
                    // from its database while it starts.
                    "env",
                    "LD_PRELOAD=/usr/$LIB/faketime/libfaketime.so.1",
                    "FAKETIME_DONT_FAKE_MONOTONIC=1",
                    "FAKETIME_DISABLE_SHM=1",
                    "FAKETIME_FORCE_MONOTONIC_FIX=0",
                    $"FAKETIME={ahead.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture)}s",
                ];

    internal static int Number(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : otherwise;

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Caseworkers.Concat(Houses.Select(house => house.Provider)))
            client.Dispose();
        if (Network is not null)
            await Network.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

[CollectionDefinition(nameof(FaultedNetwork))]
public sealed class FaultedNetworkCollection : ICollectionFixture<FaultedNetwork>;
