namespace ReferralNetwork.Identity.Domain;

/// <summary>So many wrong passwords at once, and one more each time that <paramref name="Each"/> has passed.</summary>
internal sealed record GuessBudget(int Burst, TimeSpan Each)
{
    /// <summary>Of an account in a browser where it was signed in to before: guesses from elsewhere take nothing of
    /// it.</summary>
    public static readonly GuessBudget KnownDevice = new(10, TimeSpan.FromMinutes(1));

    /// <summary>Of an account from one address: some hundred tries a day for a guesser, some minutes for who
    /// mistypes.</summary>
    public static readonly GuessBudget AccountAtAddress = new(5, TimeSpan.FromMinutes(3));

    /// <summary>Of an address, whichever accounts are tried.</summary>
    public static readonly GuessBudget Address = new(30, TimeSpan.FromMinutes(1));

    /// <param name="spentUntil">When all that was spent is back; null where nothing was.</param>
    public bool Allows(DateTimeOffset? spentUntil, DateTimeOffset now) =>
        spentUntil is null || spentUntil - now <= Each * (Burst - 1);

    public DateTimeOffset Spend(DateTimeOffset? spentUntil, DateTimeOffset now) =>
        (spentUntil > now ? spentUntil.Value : now) + Each;
}
