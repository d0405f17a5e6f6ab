namespace ReferralNetwork.Capacity.Domain;

/// <summary>How a provider sees an age before it accepts (rule 4).</summary>
internal static class AgeBand
{
    private static readonly (int From, string Band)[] Bands =
        [(60, "60+"), (25, "25-59"), (18, "18-24"), (15, "15-17"), (12, "12-14"), (6, "6-11"), (3, "3-5"), (0, "0-2")];

    /// <param name="age">Whole years.</param>
    public static string Of(int age) => Bands.First(band => age >= band.From).Band;
}
