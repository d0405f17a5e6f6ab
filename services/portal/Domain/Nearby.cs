using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Domain;

/// <summary>Places that one thing alone keeps out of a search, and that are nearer than the first that is in
/// it.</summary>
/// <param name="Lacks">What people would have to make up for.</param>
internal sealed record Nearby(string Lacks, IReadOnlyList<FoundPool> Places)
{
    private const int MaxShown = 3;

    /// <param name="first">Of those that lack nothing; null where there is none.</param>
    public static Nearby Of(string lacks, FoundPool? first, IReadOnlyList<FoundPool> lacking) =>
        new(lacks, [.. lacking.Where(place => first is null || place.DistanceKm < first.DistanceKm).Take(MaxShown)]);
}
