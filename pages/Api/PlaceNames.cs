using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Pages.Api;

/// <summary>Provinces and districts for the forms, kept for ten minutes since they change once in years.</summary>
public sealed class PlaceNames(TimeProvider time)
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10);
    private (DateTimeOffset At, IReadOnlyList<PlaceView> Provinces) _provinces;
    private (DateTimeOffset At, IReadOnlyList<(PlaceView Province, IReadOnlyList<PlaceView> Districts)> All) _districts;

    public async Task<IReadOnlyList<PlaceView>> Provinces(NetworkApi api)
    {
        if (_provinces.At > time.GetUtcNow() - Keep)
            return _provinces.Provinces;
        var found = await api.All<PlaceView>("/api/gazetteer");
        if (found.Count > 0)
            _provinces = (time.GetUtcNow(), found);
        return found;
    }

    /// <summary>Every province with its districts, where districts have been imported.</summary>
    public async Task<IReadOnlyList<(PlaceView Province, IReadOnlyList<PlaceView> Districts)>> Districts(NetworkApi api)
    {
        if (_districts.At > time.GetUtcNow() - Keep)
            return _districts.All;
        var all = await Task.WhenAll(
            (await Provinces(api)).Select(async province =>
                (province, await api.All<PlaceView>($"/api/gazetteer?under={province.Code}"))
            )
        );
        if (all.Length > 0)
            _districts = (time.GetUtcNow(), all);
        return all;
    }

    /// <summary>Call after an import: the next page reads them again.</summary>
    public void Forget() => (_provinces, _districts) = (default, default);

    /// <summary>Name of a province.</summary>
    public async Task<LocalText?> Name(NetworkApi api, string code) =>
        (await Provinces(api)).FirstOrDefault(place => place.Code == code)?.Name;
}
