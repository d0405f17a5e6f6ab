namespace ReferralNetwork.Identity.Domain;

/// <summary>When signing keys are made, sign, and are deleted. A verifier that has cached the keys must know a key
/// before it signs and as long as a token of it is valid.</summary>
internal static class KeySchedule
{
    /// <summary>How long an access token is accepted at most.</summary>
    public static readonly TimeSpan LongestTokenLife = TimeSpan.FromMinutes(10);

    /// <summary>How long a key signs.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromDays(30);

    /// <summary>How long before its predecessor retires a key is made and published.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    /// <summary>The least time between being published and signing: verifiers may cache keys for half a day.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromHours(24);

    /// <summary>How long a key is kept after its last token has expired: clocks differ, and a request may have been on
    /// its way.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    /// <param name="retirements">When each of the existing keys retires.</param>
    /// <returns>When the key to be made now begins to sign; null while it is too early to make one. An overdue key
    /// signs on until then, so that its successor always has its notice.</returns>
    public static DateTimeOffset? Successor(IReadOnlyCollection<DateTimeOffset> retirements, DateTimeOffset now)
    {
        if (retirements.Count == 0)
            return now;
        var last = retirements.Max();
        if (last - now > Ahead)
            return null;
        return last > now + Notice ? last : now + Notice;
    }

    /// <summary>Whether every token that the key signed has ended.</summary>
    public static bool Ended(DateTimeOffset retiresAt, DateTimeOffset now) =>
        now >= retiresAt + LongestTokenLife + Margin;
}
