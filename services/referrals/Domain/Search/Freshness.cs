using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>How old the last count is. In order: the fresher comes first.</summary>
internal enum Freshness
{
    Current,
    Stale,
    Unconfirmed,
}

/// <param name="CurrentFor">After the confirmation, inclusive.</param>
/// <param name="StaleFor">After the confirmation too, not after <see cref="CurrentFor"/>.</param>
internal sealed record FreshnessRule(TimeSpan CurrentFor, TimeSpan StaleFor)
{
    public Freshness Of(DateTimeOffset confirmedAt, DateTimeOffset now)
    {
        var age = now - confirmedAt;
        return age <= CurrentFor ? Freshness.Current
            : age <= StaleFor ? Freshness.Stale
            : Freshness.Unconfirmed;
    }

    /// <summary>The last instant at which it is still what it is now; null when it stays so.</summary>
    public DateTimeOffset? Until(DateTimeOffset confirmedAt, DateTimeOffset now) =>
        Of(confirmedAt, now) switch
        {
            Freshness.Current => confirmedAt + CurrentFor,
            Freshness.Stale => confirmedAt + StaleFor,
            _ => null,
        };
}

/// <summary>One rule for every kind that has none of its own.</summary>
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
