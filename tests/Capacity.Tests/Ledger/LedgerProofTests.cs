using FsCheck;
using FsCheck.Fluent;

namespace ReferralNetwork.Capacity.Tests.Ledger;

/// <summary>
/// The ledger adds up whatever happens. A failure prints its shortest sequence, what came of each step, and its seed:
/// <c>LEDGER_SEED=seed,gamma</c> runs it again.
/// </summary>
[Collection(nameof(Shelters))]
public sealed class LedgerProofTests(Shelters service)
{
    /// <summary>Sequences tried, about a second each; <c>LEDGER_PROOF=400</c> tries so many.</summary>
    private static readonly int Sequences = int.Parse(
        Environment.GetEnvironmentVariable("LEDGER_PROOF") ?? (Night.IsOn ? "200" : "12")
    );

    private static readonly string? Replay = Environment.GetEnvironmentVariable("LEDGER_SEED");

    [Fact]
    public void The_ledger_adds_up_after_any_sequence_of_actions_clocks_and_crashes()
    {
        var property = Prop.ForAll(Step.Sequences, steps => Holds(steps).GetAwaiter().GetResult());
        var config = Config.QuickThrowOnFailure.WithMaxTest(Sequences).WithQuietOnSuccess(true);
        if (Replay?.Split(',') is [var seed, var gamma])
            config = config.WithReplay(ulong.Parse(seed), ulong.Parse(gamma));
        Check.One(config, property);
    }

    private async Task Holds(Step[] steps)
    {
        var world = await World.Begin(service);
        try
        {
            foreach (var step in steps)
                await world.Take(step);
            await world.End();
        }
        catch (Exception e)
        {
            service.Faults.Disarm();
            throw new InvalidOperationException($"{string.Join('\n', world.Log)}\n=> {e.Message}", e);
        }
    }
}
