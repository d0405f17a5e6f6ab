using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>
/// A position as a unit vector from the earth's centre: the chord between two of them is the haversine formula with
/// the trigonometry done beforehand, once for each area.
/// </summary>
internal readonly record struct GlobePoint(double X, double Y, double Z)
{
    private const double EarthRadiusKm = 6371.0088;
    private const int StepKm = 5;

    public static GlobePoint Of(Position position)
    {
        var (sinLat, cosLat) = Math.SinCos(double.DegreesToRadians(position.Lat));
        var (sinLon, cosLon) = Math.SinCos(double.DegreesToRadians(position.Lon));
        return new(cosLat * cosLon, cosLat * sinLon, sinLat);
    }

    public double KmTo(GlobePoint other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (y * y) + (z * z)) / 2));
    }

    /// <summary>In steps of 5 km and never 0, so that no series of questions narrows an area down (rule 6).</summary>
    public int RoundedKmTo(GlobePoint other) => Math.Max(StepKm, (int)Math.Ceiling(KmTo(other) / StepKm) * StepKm);
}
