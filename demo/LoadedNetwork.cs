namespace ReferralNetwork.Demo;

/// <summary>The fictional network as it was loaded.</summary>
/// <param name="Ids">Of what was published, by its English name: a site, <c>site / pool</c>, a fund, a lawyer.</param>
internal sealed record LoadedNetwork(
    IReadOnlyList<DemoAccount> Accounts,
    IReadOnlyDictionary<string, Guid> Ids,
    int Pools
);
