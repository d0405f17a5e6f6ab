using System.Buffers;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>The verdict of one query on each profile: judged when first asked for, then remembered.</summary>
internal readonly ref struct Verdicts : IDisposable
{
    // Higher than every rank.
    private const short Unknown = short.MaxValue - 1;
    private const short Misfit = short.MaxValue;

    // A pool that lacks nothing is left out here: the search without Lacking finds it.
    private static readonly Match LacksNothing = new("", []);

    private readonly SearchQuery _query;
    private readonly Profile[] _profiles;
    private readonly Ranking _ranking;
    private readonly short[] _ranks;
    private readonly IReadOnlyList<string>[] _fits;

    public Verdicts(Profile[] profiles, SearchQuery query, Ranking ranking)
    {
        _query = query;
        _profiles = profiles;
        _ranking = ranking;
        _ranks = ArrayPool<short>.Shared.Rent(profiles.Length);
        _fits = ArrayPool<IReadOnlyList<string>>.Shared.Rent(profiles.Length);
        _ranks.AsSpan(0, profiles.Length).Fill(Unknown);
    }

    /// <summary>By profile; valid only for profiles that were judged.</summary>
    public ReadOnlySpan<short> Ranks => _ranks;

    public IReadOnlyList<string> FitOf(int profile) => _fits[profile];

    public static bool Fits(short rank) => rank < Unknown;

    /// <summary>See <see cref="Ranking.OfProfile"/>.</summary>
    public short Judge(int profile)
    {
        if (_ranks[profile] != Unknown)
            return _ranks[profile];
        var match = Match(_profiles[profile], _query.Criteria);
        if (_query.Lacking is { } lacking)
            match = match.Fits
                ? LacksNothing
                : Match(_profiles[profile], EligibilityRules.Despite(_query.Criteria, [lacking]));
        _fits[profile] = match.Fit;
        return _ranks[profile] = match.Fits
            ? (short)_ranking.OfProfile(_profiles[profile], _query, match.Fit.Count)
            : Misfit;
    }

    private static Match Match(Profile profile, Criteria who) =>
        EligibilityRules.Match(profile.Eligibility, profile.Unit, who);

    public void Dispose()
    {
        ArrayPool<short>.Shared.Return(_ranks);
        ArrayPool<IReadOnlyList<string>>.Shared.Return(_fits, clearArray: true);
    }
}
