using System.Collections.Frozen;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>The places known now. Immutable: a change replaces it whole.</summary>
internal sealed class Gazetteer
{
    public static readonly Gazetteer Empty = new([]);

    private const double EarthRadiusKm = 6371.0088;
    private const int StepKm = 5;

    private readonly FrozenDictionary<string, Place> _places;

    public Gazetteer(IEnumerable<Place> places) =>
        _places = places.ToFrozenDictionary(place => place.Code, StringComparer.Ordinal);

    public int Count => _places.Count;

    public Place? Find(string code) => _places.GetValueOrDefault(code);

    public LocalText? Name(string code) => Find(code)?.Name;

    /// <summary>Of the place itself, or of the nearest place above it that is known.</summary>
    public Position? Centroid(string code)
    {
        for (var length = code.Length; length >= 2; length -= 2)
            if (Find(code[..length]) is { } place) return new(place.Lat, place.Lon);
        return null;
    }

    /// <summary>
    /// Distances are told in steps of 5 km and never as 0, so that no series of questions narrows an area down (rule 6).
    /// </summary>
    public static int RoundedKm(Position from, Position to) =>
        Math.Max(StepKm, (int)Math.Ceiling(Km(from, to) / StepKm) * StepKm);

    /// <summary>Along the great circle (haversine).</summary>
    public static double Km(Position from, Position to)
    {
        var sinLat = Math.Sin(Radians(to.Lat - from.Lat) / 2);
        var sinLon = Math.Sin(Radians(to.Lon - from.Lon) / 2);
        var h = sinLat * sinLat + Math.Cos(Radians(from.Lat)) * Math.Cos(Radians(to.Lat)) * sinLon * sinLon;
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
