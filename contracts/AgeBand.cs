namespace ReferralNetwork.Contracts;

/// <summary>An age as it is said before anybody is named, or accepted (rule 4).</summary>
public static class AgeBand
{
    private static readonly (int From, string Band)[] Bands =
    [
        (60, "60+"),
        (25, "25-59"),
        (18, "18-24"),
        (15, "15-17"),
        (12, "12-14"),
        (6, "6-11"),
        (3, "3-5"),
        (0, "0-2"),
    ];

    /// <summary>From the youngest to the oldest.</summary>
    public static readonly CodeList All = new([.. Bands.Reverse().Select(band => band.Band)]);

    /// <param name="age">Whole years.</param>
    public static string Of(int age) => Bands.First(band => age >= band.From).Band;

    /// <param name="band">One of <see cref="All"/>.</param>
    /// <returns>The least age of the band and the highest; of the last both are the least.</returns>
    public static (int Youngest, int Oldest) Ages(string band)
    {
        var at = Array.FindIndex(Bands, one => one.Band == band);
        return (Bands[at].From, at == 0 ? Bands[at].From : Bands[at - 1].From - 1);
    }
}
