using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Keeps the gazetteer's codes and names, against which areas are checked.</summary>
internal sealed class PlacesChangedHandler(CapacityDb db) : IHandle<PlacesChanged>
{
    public async Task Handle(PlacesChanged m, Delivery delivery, CancellationToken ct)
    {
        // Where a code occurs twice the last entry counts, and a malformed code does not stop the others.
        var told = m
            .Places.Where(p => p.Code.Length is 2 or 4 or 6)
            .GroupBy(p => p.Code)
            .Select(same => same.Last())
            .ToList();
        var codes = told.ConvertAll(p => p.Code);
        var known = await db.GazetteerPlaces.Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, ct);
        foreach (var place in told)
        {
            if (known.TryGetValue(place.Code, out var row))
                row.Name = place.Name;
            else
                db.Add(new GazetteerPlace { Code = place.Code, Name = place.Name });
        }
    }
}
