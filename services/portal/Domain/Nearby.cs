namespace ReferralNetwork.Portal.Domain;

/// <summary>Places that lack one thing to be found by a search, and that are nearer than its first result.</summary>
/// <param name="Lacks">The thing they lack, which people would have to make up for.</param>
internal sealed record Nearby(string Lacks, IReadOnlyList<AvailabilityView> Places)
{
    private const int MaxShown = 3;

    /// <param name="first">The first result that lacks nothing; null where there is none.</param>
    public static Nearby Of(string lacks, AvailabilityView? first, IReadOnlyList<AvailabilityView> lacking) =>
        new(lacks, [.. lacking.Where(place => first is null || place.DistanceKm < first.DistanceKm).Take(MaxShown)]);
}
