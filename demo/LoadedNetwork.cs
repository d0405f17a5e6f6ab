namespace ReferralNetwork.Demo;

/// <summary>The fictional network as it was loaded.</summary>
/// <param name="Ids">Ids of what was published, by English name: a site, <c>site / pool</c>, a fund, a lawyer.</param>
internal sealed record LoadedNetwork(
    IReadOnlyList<DemoAccount> Accounts,
    IReadOnlyDictionary<string, Guid> Ids,
    int Pools
);
