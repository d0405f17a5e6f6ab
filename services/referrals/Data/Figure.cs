namespace ReferralNetwork.Referrals.Data;

/// <summary>A month whose figures have been decided, once.</summary>
internal sealed class ClosedMonth
{
    /// <summary>As <c>2026-10</c>.</summary>
    public required string Month { get; init; }
    public required DateTimeOffset ClosedAt { get; init; }
}

/// <summary>One number of a closed month, as everybody gets it. A hidden count is not stored here either.</summary>
internal sealed class Figure
{
    public required string Month { get; init; }

    /// <summary>One of <see cref="Contracts.Codes.Measures"/>.</summary>
    public required string Measure { get; init; }

    /// <summary>A kind of help, or <c>all</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The breakdown: <c>all</c>, <c>urgency</c>, <c>outcome</c>, <c>province</c> or
    /// <c>district</c>.</summary>
    public required string By { get; init; }

    /// <summary>Which part of it: a code, or <c>all</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Null: hidden.</summary>
    public required int? Count { get; init; }

    /// <summary>Median time to the answer, in steps of 5 minutes; null where nothing is answered, and where the count
    /// is hidden.</summary>
    public required int? Minutes { get; init; }
}
