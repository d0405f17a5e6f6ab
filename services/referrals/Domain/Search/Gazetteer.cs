using System.Collections.Frozen;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Domain.Search;

/// <summary>The places that are known now. Immutable: a change makes a new one.</summary>
internal sealed class Gazetteer
{
    public static readonly Gazetteer Empty = new([]);

    private readonly FrozenDictionary<string, Place> _places;

    // Made when it is first asked for: an import replaces the gazetteer page after page.
    private readonly Lazy<FrozenDictionary<string, Place[]>> _under;

    public Gazetteer(IEnumerable<Place> places)
    {
        _places = places.ToFrozenDictionary(place => place.Code, StringComparer.Ordinal);
        _under = new(() =>
            _places
                .Values.GroupBy(place => place.Code[..^2])
                .ToFrozenDictionary(
                    parent => parent.Key,
                    parent => parent.OrderBy(place => place.Code, StringComparer.Ordinal).ToArray(),
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>A page of places added or changed.</summary>
    public Gazetteer With(IEnumerable<Place> places)
    {
        var all = new Dictionary<string, Place>(_places, StringComparer.Ordinal);
        foreach (var place in places)
            all[place.Code] = place;
        return new(all.Values);
    }

    public int Count => _places.Count;

    public Place? Find(string code) => _places.GetValueOrDefault(code);

    /// <summary>The places right below one, by code; below <c>""</c> the provinces.</summary>
    public IReadOnlyList<Place> Under(string code) => _under.Value.GetValueOrDefault(code, []);

    public LocalText? Name(string code) => Find(code)?.Name;

    /// <summary>The centroid of the place itself, or of the nearest place above it that is known.</summary>
    public Position? Centroid(string code)
    {
        for (var length = code.Length; length >= 2; length -= 2)
            if (Find(code[..length]) is { } place)
                return new(place.Lat, place.Lon);
        return null;
    }
}
