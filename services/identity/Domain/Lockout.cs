namespace ReferralNetwork.Identity.Domain;

/// <summary>How long an account is shut to who guesses. A guesser gets some hundred tries a day; a person who mistypes waits a minute.</summary>
internal static class Lockout
{
    /// <summary>Wrong passwords in a row before the first wait.</summary>
    public const int Free = 5;

    private static readonly int[] Minutes = [1, 2, 4, 8, 15];

    /// <param name="wrong">Passwords in a row, the one just refused included.</param>
    public static TimeSpan After(int wrong) =>
        wrong < Free ? TimeSpan.Zero : TimeSpan.FromMinutes(Minutes[Math.Min(wrong - Free, Minutes.Length - 1)]);
}
