namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>One question of the <see cref="Ranking"/>. It is put to a profile, or to a tier.</summary>
/// <param name="words">A word for each answer, the better first; none where the hit tells it elsewhere.</param>
internal sealed class Question(params string[] words)
{
    public IReadOnlyList<string> Words => words;
    public int Answers { get; init; } = words.Length;

    /// <summary>Whether a search asks it at all.</summary>
    public Predicate<SearchQuery> Asked { get; init; } = static _ => true;

    /// <summary>The answer for a profile, 0 for the best; the last argument is how many criteria the profile meets by
    /// name.</summary>
    public Func<Profile, SearchQuery, int, int>? OfProfile { get; init; }
    public Func<int, int>? OfTier { get; init; }
}

/// <summary>Why a pool has its rank: words of the ranking's questions, the weightiest first.</summary>
/// <param name="For">What puts it before others.</param>
/// <param name="Against">What puts it behind others; empty where the distance alone decides.</param>
internal sealed record Why(IReadOnlyList<string> For, IReadOnlyList<string> Against)
{
    public static readonly Why Nothing = new([], []);

    /// <summary>The reasons of a pool that has room, but not for all who come together.</summary>
    public Why WithoutRoom() =>
        new([.. For.Where(word => word != Free)], [Full, .. Against.Where(word => word != Full)]);

    public const string Free = "free";
    public const string Full = "full";
}
