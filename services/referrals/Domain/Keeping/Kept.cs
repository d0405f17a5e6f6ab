using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Domain.Keeping;

/// <summary>Places that somebody of an organisation keeps in one way.</summary>
/// <param name="Way">One of <see cref="Ways.All"/>.</param>
/// <param name="By">User or client id.</param>
/// <param name="Recent">How many of them were asked for within the last hour.</param>
internal sealed record Kept(string Way, string By, int Places, int Recent = 0);

/// <summary>Who asks to keep places.</summary>
internal sealed record Asker(Guid Organisation, string By, bool IsClient);

/// <summary>The ways in which a place is kept from everybody else before anybody has arrived.</summary>
internal static class Ways
{
    public const string Asked = "asked";
    public const string Held = "held";
    public const string Waiting = "waiting";
    public const string Expected = "expected";

    /// <summary>Kept by houses for the members of a group who have not been named yet.</summary>
    public const string Group = "group";

    public static readonly CodeList All = new(Asked, Held, Waiting, Expected, Group);

    /// <summary>By a referral's status, the way in which it keeps its places. After arrival it keeps none: the place is
    /// occupied.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfStatus = new Dictionary<string, string>
    {
        [Status.Requested] = Asked,
        [Status.Received] = Held,
        [Status.OnHold] = Waiting,
        [Status.Accepted] = Expected,
        [Status.Ready] = Expected,
    };

    /// <summary>The actions that free a place kept in this way.</summary>
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
