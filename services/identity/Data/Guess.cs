namespace ReferralNetwork.Identity.Data;

/// <summary>What was spent of a budget of wrong passwords; neither address nor device can be read from its
/// key.</summary>
internal sealed class Guess
{
    public required byte[] Key { get; init; }

    /// <summary>Whose account; null where it is the address's alone.</summary>
    public Guid? PersonId { get; init; }
    public DateTimeOffset SpentUntil { get; set; }
}
