namespace ReferralNetwork.Identity.Domain;

/// <summary>A budget of wrong passwords: <paramref name="Burst"/> at once, and one more each time that
/// <paramref name="Each"/> has passed.</summary>
internal sealed record GuessBudget(int Burst, TimeSpan Each)
{
    /// <summary>For an account in a browser where it was signed in to before: guesses made elsewhere do not count
    /// against it.</summary>
    public static readonly GuessBudget KnownDevice = new(10, TimeSpan.FromMinutes(1));

    /// <summary>For an account from one address: some hundred tries a day for a guesser, some minutes to wait for a
    /// person who mistypes.</summary>
    public static readonly GuessBudget AccountAtAddress = new(5, TimeSpan.FromMinutes(3));

    /// <summary>For an address, whichever accounts are tried.</summary>
    public static readonly GuessBudget Address = new(30, TimeSpan.FromMinutes(1));

    /// <param name="spentUntil">When the whole budget is available again; null where nothing was spent.</param>
    public bool Allows(DateTimeOffset? spentUntil, DateTimeOffset now) =>
        spentUntil is null || spentUntil - now <= Each * (Burst - 1);

    public DateTimeOffset Spend(DateTimeOffset? spentUntil, DateTimeOffset now) =>
        (spentUntil > now ? spentUntil.Value : now) + Each;
}
