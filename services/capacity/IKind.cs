using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Capacity.Data;

namespace ReferralNetwork.Capacity;

/// <summary>
/// What a kind of help adds to the ledger, and when it is asked. Made anew for each request, message and clock step, so
/// it may take its own context; all that it does is part of that transaction. What a kind may ask of the ledger is
/// <see cref="KindLedger"/>.
/// </summary>
public interface IKind
{
    /// <summary>Reads the <c>trade</c> member of a pool that is made or edited.</summary>
    /// <returns>The first member that is wrong and what is wrong with it, or null.</returns>
    (string Field, string Message)? CheckPool(JsonElement trade);

    /// <summary>Whether a pool turns nobody away for papers: where a night or an hour counts.</summary>
    bool AsksNoPapers(JsonElement? trade) => false;

    /// <summary>Asked before somebody is accepted.</summary>
    /// <returns>The reason why not yet, as a code, or null.</returns>
    Task<string?> MayAccept(Pool pool, Attempt attempt, CancellationToken ct) => Task.FromResult<string?>(null);

    /// <summary>Once in the transaction that changed them, before they are announced.</summary>
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
    /// <param name="own">The attempts that may be looked at.</param>
    /// <param name="most">So many at most.</param>
    Task<IReadOnlyList<Duty>> Duties(IQueryable<Attempt> own, DateTimeOffset now, int most, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Duty>>([]);

    /// <summary>What it does when an hour has come.</summary>
    IReadOnlyList<ClockStep> Clocks(KindLedger ledger) => [];

    /// <summary>The ledger forgets whom this attempt was for (rule 4): so does the kind.</summary>
    Task Erase(Attempt attempt, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>From whose side an attempt is looked at.</summary>
public enum Viewer
{
    Provider,
    Referrer,
}

/// <param name="Code">What is to be done, such as <c>health-check</c>.</param>
/// <param name="DueAt">By then.</param>
public sealed record Duty(Guid AttemptId, string CaseCode, string Code, DateTimeOffset DueAt);

/// <summary>Acts on rows whose hour has come, each once and in a transaction of its own, after any restart.</summary>
/// <param name="Name">In the log.</param>
/// <param name="Due">The rows it is time for, the longest due first.</param>
/// <param name="Act">What is done for one of them, unless somebody was first.</param>
public sealed record ClockStep(
    string Name,
    Func<DateTimeOffset, IQueryable<Guid>> Due,
    Func<Guid, DateTimeOffset, CancellationToken, Task> Act
);
