using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Kills;

namespace ReferralNetwork.Faults.Tests;

/// <summary>Partners admitted one after another, so that identity has something to lose; and the ledger of what it
/// answered.</summary>
internal sealed class Admissions(SteadyClient coordinator)
{
    // Whoever starts anew is told of every partner there is: thousands of them would be all that a network that is
    // killed again and again is busy with.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Guid> _answered = new();
    private Task _admitting = Task.CompletedTask;
    private volatile bool _goesOn;

    public void Begin()
    {
        _goesOn = true;
        _admitting = Admit();
    }

    public Task End()
    {
        _goesOn = false;
        return _admitting;
    }

    public async Task Look(Audit audit)
    {
        var there = (await House.All(coordinator, "/api/organisations")).ToLookup(
            one => (string)one["name"]!["en"]!,
            one => (Guid)one["id"]!
        );
        foreach (var (name, id) in _answered)
        {
            if (!there[name].Contains(id))
                audit.Lost.Add($"{name} was admitted and is not there");
            if (there[name].Count() > 1)
                audit.Doubled.Add($"{name} is there {there[name].Count()} times");
        }
    }

    private async Task Admit()
    {
        while (_goesOn)
        {
            var name = $"Partner {_answered.Count + 1} of a test";
            var told = await coordinator.Post(
                "/api/organisations",
                new JsonObject { ["name"] = new JsonObject { ["en"] = name } },
                ("Idempotency-Key", Guid.NewGuid().ToString())
            );
            if (!told.IsGood)
                throw new InvalidOperationException($"admit: {told}");
            _answered[name] = (Guid)told.Body["id"]!;
            await Task.Delay(Pause);
        }
    }
}
