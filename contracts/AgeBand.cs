namespace ReferralNetwork.Contracts;

/// <summary>Bands in which an age is told before somebody is accepted (rule 4), or named as one of a group.</summary>
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
    /// <returns>The lowest and the highest age of the band; for the open-ended <c>60+</c> both are 60.</returns>
    public static (int Youngest, int Oldest) Ages(string band)
    {
        var at = Array.FindIndex(Bands, one => one.Band == band);
        return (Bands[at].From, at == 0 ? Bands[at].From : Bands[at - 1].From - 1);
    }
}
