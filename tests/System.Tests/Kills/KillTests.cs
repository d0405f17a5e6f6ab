using System.Globalization;
using ReferralNetwork.Demo;

namespace ReferralNetwork.System.Tests.Kills;

/// <summary>
/// SIGKILL at random moments while referrals of all kinds are sent, answered and withdrawn and counts are published;
/// started again each time. What was answered is there, once, on both sides. SEED repeats a schedule, KILLS makes it
/// longer.
/// </summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    internal static readonly TimeSpan ShortHold = TimeSpan.FromSeconds(8);

    private readonly int _seed = Number("SEED", Random.Shared.Next(1_000_000));
    private readonly int _kills = Number("KILLS", 6);
    private readonly KilledNetwork _network = new();
    private readonly Answers _answers = new();

    [Fact]
    public async Task Nothing_answered_is_lost_or_doubled_and_no_place_promised_twice()
    {
        output.WriteLine($"SEED={_seed} KILLS={_kills}");
        var random = new Random(_seed);
        await PreparedNetwork.CopyTo(_network.Folder, demo: true);
        _network.Start();
        await _network.Ready();
        var accounts = DemoAccount.Read(_network.Folder);
        SteadyClient As(string label) =>
            new(_network.Address, accounts.Single(account => account.Label == label), _answers);
        SteadyClient[] caseworkers = [As("ngo-1"), As("ngo-2")];
        House[] houses =
        [
            new("shelter", "shelters", As("shelter-1")),
            new("training", "training", As("training-1")),
            new("medical", "medical", As("medical-1")),
            new("legal-aid", "legal-aid", As("legal-aid-1")),
        ];
        await Task.WhenAll(houses.Select(house => house.Open(caseworkers[0])));

        var work = new Work(houses, caseworkers);
        work.Begin(random);
        var holds = new List<Case>();
        var early = false;
        for (var kill = 1; kill <= _kills; kill++)
        {
            // Now and then before it has come up again, else when it has answered so often.
            if (early)
                await Task.Delay(random.Next(1, 1500));
            else
                await Task.WhenAny(_answers.More(random.Next(1, 60)), work.Failed);
            if (kill == 1 || kill == _kills)
                holds.AddRange(await work.LeaveUnanswered(random));
            _network.Kill();
            _network.Start();
            early = random.Next(5) == 0 && kill < _kills - 1;
            if (!early)
                await _network.Ready();
            work.MustGoOn();
        }
        await _network.Ready();
        await work.End();

        foreach (var hold in holds)
            await hold.EndsByTheClock(ShortHold);
        var audit = await Eventually.Get(
            work.Look,
            a => !a.Faults.Any(),
            $"SEED={_seed}: nothing lost, doubled or over-promised. {_network.Said}"
        );
        output.WriteLine($"{_kills} kills, {work}: {audit}");
    }

    private static int Number(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : otherwise;

    public void Dispose() => _network.Dispose();
}
