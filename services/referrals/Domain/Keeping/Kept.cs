using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Keeping;

/// <summary>Places that somebody of an organisation keeps in one way.</summary>
/// <param name="Way">One of <see cref="Ways.All"/>.</param>
/// <param name="By">User or client id.</param>
/// <param name="Recent">Of them, those of the last hour.</param>
internal sealed record Kept(string Way, string By, int Places, int Recent = 0);

/// <summary>Who asks for more.</summary>
internal sealed record Asker(Guid Organisation, string By, bool IsClient);

/// <summary>How a place is kept from everybody else, before anybody has come.</summary>
internal static class Ways
{
    public const string Asked = "asked";
    public const string Held = "held";
    public const string Waiting = "waiting";
    public const string Expected = "expected";

    /// <summary>Houses keep them for a group of whom nobody has been named yet.</summary>
    public const string Group = "group";

    public static readonly CodeList All = new(Asked, Held, Waiting, Expected, Group);

    /// <summary>The states of a referral that keep its places. Whoever has come keeps none: she is there.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfStatus = new Dictionary<string, string>
    {
        [Status.Requested] = Asked,
        [Status.Received] = Held,
        [Status.OnHold] = Waiting,
        [Status.Accepted] = Expected,
        [Status.Ready] = Expected,
    };

    /// <summary>What frees a place that is kept so.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Free = new Dictionary<
        string,
        IReadOnlyList<string>
    >
    {
        [Asked] = ["withdraw"],
        [Held] = ["withdraw"],
        [Waiting] = ["withdraw"],
        [Expected] = ["arrive", "withdraw"],
        [Group] = ["give-back"],
    };
}
