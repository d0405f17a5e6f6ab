using FsCheck;
using FsCheck.Fluent;

namespace ReferralNetwork.Capacity.Tests.Ledger;

/// <summary>The ledger adds up whatever happens. A failure prints its seed and its shortest sequence: give both numbers to <see cref="Replay"/>.</summary>
public sealed class LedgerProofTests(Shelters service) : IClassFixture<Shelters>
{
    /// <summary>Sequences tried; <c>LEDGER_PROOF</c> tries another number.</summary>
    private static readonly int Sequences = int.Parse(Environment.GetEnvironmentVariable("LEDGER_PROOF") ?? "40");

    /// <summary>The seed of a failure, <c>seed,gamma</c>, as FsCheck printed it.</summary>
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
            foreach (var step in steps) await world.Take(step);
            await world.End();
        }
        catch (Exception e)
        {
            service.Faults.Disarm();
            throw new InvalidOperationException($"{string.Join('\n', world.Log)}\n=> {e.Message}", e);
        }
    }
}
