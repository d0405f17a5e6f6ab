using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Indexing;

/// <summary>The gazetteer's rows: the product brings the provinces, an import brings the rest.</summary>
internal static class Places
{
    private const int PageSize = 200;

    public static void Publish(DbContext db, IEnumerable<PlaceRow> places, DateTimeOffset now)
    {
        foreach (var page in places.Chunk(PageSize))
            db.Publish(new PlacesChanged([.. page.Select(p => p.Place())]), now);
    }

    /// <summary>The 25 provinces of Cambodia (see NOTICE for their source).</summary>
    public static IReadOnlyList<PlaceRow> Provinces(DateTimeOffset now)
    {
        using var file = typeof(Places).Assembly.GetManifestResourceStream(
            "ReferralNetwork.Referrals.Data.provinces.json"
        )!;
        var provinces = JsonSerializer.Deserialize<List<Province>>(file, JsonSerializerOptions.Web)!;
        return
        [
            .. provinces.Select(p => new PlaceRow
            {
                Code = p.Code,
                Name = p.Name,
                Lat = p.Lat,
                Lon = p.Lon,
                Inherited = false,
                ChangedAt = now,
            }),
        ];
    }

    private sealed record Province(string Code, LocalText Name, double Lat, double Lon);
}
