using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>The areas that hold pools, numbered from 0 as they are met. Immutable.</summary>
internal sealed class Areas
{
    public static readonly Areas None = new([], Gazetteer.Empty);

    private readonly string[] _codes;
    private readonly Dictionary<string, int> _numbers;
    private readonly int[] _byCode;
    private readonly GlobePoint?[] _centroids;

    private Areas(string[] codes, Gazetteer gazetteer)
    {
        Gazetteer = gazetteer;
        _codes = codes;
        _numbers = codes.Index().ToDictionary(area => area.Item, area => area.Index, StringComparer.Ordinal);
        _byCode = [.. _numbers.OrderBy(area => area.Key, StringComparer.Ordinal).Select(area => area.Value)];
        _centroids = [.. codes.Select(code => PointOf(gazetteer.Centroid(code)))];
    }

    public Gazetteer Gazetteer { get; }
    public int Count => _codes.Length;

    public string CodeOf(int number) => _codes[number];

    public int NumberOf(string code) => _numbers[code];

    public Areas With(string code) => _numbers.ContainsKey(code) ? this : new([.. _codes, code], Gazetteer);

    public Areas With(Gazetteer gazetteer) => new(_codes, gazetteer);

    /// <summary>
    /// The areas a query may see, nearest first, then by code; into <paramref name="stops"/>, returns how many.
    /// The distance is the area's for every site, public ones too: one rule, one order, and nobody can tell from a
    /// distance which house is protected.
    /// </summary>
    public int Visit(SearchQuery query, Span<Stop> stops)
    {
        var near = PointOf(query.Near);
        var count = 0;
        for (var order = 0; order < _byCode.Length; order++)
        {
            var number = _byCode[order];
            var code = _codes[number];
            if (query.Province is not null && !AreaCode.IsIn(code, query.Province))
                continue;
            if (query.Never.BarsArea(code))
                continue;
            stops[count++] = new(KmTo(number, near), order, number);
        }
        if (near is not null)
            stops[..count].Sort();
        return count;
    }

    private int KmTo(int number, GlobePoint? near) =>
        near is not { } here ? 0
        : _centroids[number] is { } centroid ? here.RoundedKmTo(centroid)
        : Stop.FarAway;

    private static GlobePoint? PointOf(Position? position) => position is null ? null : GlobePoint.Of(position);
}

/// <param name="Km">0 when distance does not count.</param>
/// <param name="Order">Position of the area in the order of codes.</param>
internal readonly record struct Stop(int Km, int Order, int Area) : IComparable<Stop>
{
    /// <summary>The area's position is not known.</summary>
    public const int FarAway = int.MaxValue;

    public int? DistanceKm => Km is 0 or FarAway ? null : Km;

    public int CompareTo(Stop other) => Km != other.Km ? Km.CompareTo(other.Km) : Order.CompareTo(other.Order);
}
