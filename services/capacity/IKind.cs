using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity;

/// <summary>
/// What a kind of help adds to the ledger, and when the ledger calls it. Created for each request, message and clock
/// step, so it may use its own context; all that it does is part of that transaction. What it may ask of the ledger is
/// <see cref="KindLedger"/>.
/// </summary>
public interface IKind
{
    /// <summary>Checks the <c>trade</c> of a pool that is created or edited.</summary>
    /// <returns>The first member that is wrong and what is wrong with it, or null.</returns>
    (string Field, string Message)? CheckPool(JsonElement trade);

    /// <summary>Whether a pool may require no papers, because a night or an hour counts.</summary>
    bool AsksNoPapers(JsonElement? trade) => false;

    /// <summary>Called before somebody is accepted.</summary>
    /// <returns>The code of the reason why not yet, or null.</returns>
    Task<string?> MayAccept(Pool pool, Attempt attempt, CancellationToken ct) => Task.FromResult<string?>(null);

    /// <summary>Called once per transaction with the attempts that changed, before they are published.</summary>
    Task OnTransition(IReadOnlyList<Attempt> changed, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What the kind knows of a page of attempts, in one query.</summary>
    /// <returns>By the attempt's id, as the item's <c>extension</c>; those it knows nothing of are left out.</returns>
    Task<IReadOnlyDictionary<Guid, JsonObject>> Describe(
        IReadOnlyCollection<Guid> attempts,
        Viewer viewer,
        CancellationToken ct
    ) => Extension.Nothing;

    /// <summary>What the kind knows of a page of pools, in one query.</summary>
    /// <returns>By the pool's id: its <c>extension</c>, which searches show beside what its <c>trade</c>
    /// says.</returns>
    Task<IReadOnlyDictionary<Guid, JsonObject>> DescribePools(
        IReadOnlyCollection<Guid> pools,
        Viewer viewer,
        CancellationToken ct
    ) => Extension.Nothing;

    /// <summary>What a shift must still do, the longest due first.</summary>
    /// <param name="own">The attempts that the caller may see.</param>
    /// <param name="most">Most duties to return.</param>
    Task<IReadOnlyList<Duty>> Duties(IQueryable<Attempt> own, DateTimeOffset now, int most, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Duty>>([]);

    /// <summary>What the kind does when a time has come.</summary>
    IReadOnlyList<ClockStep> Clocks(KindLedger ledger) => [];

    /// <summary>Called when the ledger empties an attempt (rule 4): the kind forgets the survivor too.</summary>
    Task Erase(Attempt attempt, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>The side from which an attempt is seen.</summary>
public enum Viewer
{
    Provider,
    Referrer,
}

/// <param name="Code">What is to be done, such as <c>health-check</c>.</param>
/// <param name="DueAt">When it must be done.</param>
public sealed record Duty(Guid AttemptId, string CaseCode, string Code, DateTimeOffset DueAt);

/// <summary>Acts on rows whose time has come: each once, in its own transaction, also after a restart.</summary>
/// <param name="Name">In the log.</param>
/// <param name="Due">The rows that are due, longest due first.</param>
/// <param name="Act">Acts on one of them, unless somebody else has done so meanwhile.</param>
public sealed record ClockStep(
    string Name,
    Func<DateTimeOffset, IQueryable<Guid>> Due,
    Func<Guid, DateTimeOffset, CancellationToken, Task> Act
);
