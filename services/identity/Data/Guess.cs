namespace ReferralNetwork.Identity.Data;

/// <summary>How much of a budget of wrong passwords is spent; its key is a keyed hash, which reveals neither address
/// nor device.</summary>
internal sealed class Guess
{
    public required byte[] Key { get; init; }

    /// <summary>The account; null for the budget of an address, whichever account is tried.</summary>
    public Guid? PersonId { get; init; }
    public DateTimeOffset SpentUntil { get; set; }
}
