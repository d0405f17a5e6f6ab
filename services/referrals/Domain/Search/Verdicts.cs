using System.Buffers;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>What one query thinks of each profile: judged when first asked for, then remembered.</summary>
internal readonly ref struct Verdicts : IDisposable
{
    // Above every rank.
    private const byte Unknown = 254;
    private const byte Misfit = 255;

    private readonly SearchQuery _query;
    private readonly Profile[] _profiles;
    private readonly byte[] _ranks;
    private readonly IReadOnlyList<string>[] _fits;

    public Verdicts(Profile[] profiles, SearchQuery query)
    {
        _query = query;
        _profiles = profiles;
        _ranks = ArrayPool<byte>.Shared.Rent(profiles.Length);
        _fits = ArrayPool<IReadOnlyList<string>>.Shared.Rent(profiles.Length);
        _ranks.AsSpan(0, profiles.Length).Fill(Unknown);
    }

    /// <summary>By profile; right for those that were judged.</summary>
    public ReadOnlySpan<byte> Ranks => _ranks;

    public IReadOnlyList<string> FitOf(int profile) => _fits[profile];

    public static bool Fits(byte rank) => rank < Unknown;

    /// <summary>See <see cref="Level.Rank"/>.</summary>
    public byte Judge(int profile)
    {
        if (_ranks[profile] != Unknown) return _ranks[profile];
        var match = EligibilityRules.Match(_profiles[profile].Eligibility, _profiles[profile].Unit, _query.Criteria);
        var doorsOpen = _query.AdmitsAt is not { } at || _profiles[profile].Hours?.Admits(at) == true;
        _fits[profile] = match.Fit;
        return _ranks[profile] = match.Fits ? Level.Rank(doorsOpen, match.Fit.Count) : Misfit;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_ranks);
        ArrayPool<IReadOnlyList<string>>.Shared.Return(_fits, clearArray: true);
    }
}
