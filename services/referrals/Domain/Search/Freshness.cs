using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>How old the last count is. In order of rank: the fresher comes first.</summary>
internal enum Freshness
{
    Current,
    Stale,
    Unconfirmed,
}

/// <param name="CurrentFor">How long after the confirmation a count is current, inclusive.</param>
/// <param name="StaleFor">How long after the confirmation, not after <see cref="CurrentFor"/>, it is stale at
/// most.</param>
internal sealed record FreshnessRule(TimeSpan CurrentFor, TimeSpan StaleFor)
{
    public Freshness Of(DateTimeOffset confirmedAt, DateTimeOffset now)
    {
        var age = now - confirmedAt;
        return age <= CurrentFor ? Freshness.Current
            : age <= StaleFor ? Freshness.Stale
            : Freshness.Unconfirmed;
    }

    /// <summary>The last instant at which the freshness is what it is now; null when it stays so.</summary>
    public DateTimeOffset? Until(DateTimeOffset confirmedAt, DateTimeOffset now) =>
        Of(confirmedAt, now) switch
        {
            Freshness.Current => confirmedAt + CurrentFor,
            Freshness.Stale => confirmedAt + StaleFor,
            _ => null,
        };
}

/// <summary>The rule of every kind that has none of its own, and those of kinds that have one.</summary>
internal sealed record FreshnessRules(FreshnessRule Default, IReadOnlyDictionary<string, FreshnessRule> ByKind)
{
    public static readonly FreshnessRules Standard = new(
        new(TimeSpan.FromHours(24), TimeSpan.FromHours(72)),
        new Dictionary<string, FreshnessRule>()
    );

    /// <summary><c>Freshness:{kind}:{CurrentFor|StaleFor}</c> overrides the standard for a kind.</summary>
    public static FreshnessRules From(IConfiguration configuration) =>
        Standard with
        {
            ByKind = configuration
                .GetSection("Freshness")
                .GetChildren()
                .ToDictionary(
                    kind => kind.Key,
                    kind => new FreshnessRule(
                        kind.GetValue("CurrentFor", Standard.Default.CurrentFor),
                        kind.GetValue("StaleFor", Standard.Default.StaleFor)
                    )
                ),
        };

    public FreshnessRule For(AvailabilityChanged pool) => ByKind.GetValueOrDefault(pool.Kind, Default);
}
