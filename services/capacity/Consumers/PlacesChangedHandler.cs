using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Messaging;

namespace ReferralNetwork.Capacity.Consumers;

/// <summary>Keeps the gazetteer's codes and names, to check areas against.</summary>
internal sealed class PlacesChangedHandler(CapacityDb db) : IHandle<PlacesChanged>
{
    public async Task Handle(PlacesChanged m, Delivery delivery, CancellationToken ct)
    {
        var codes = m.Places.Select(p => p.Code).ToList();
        var known = await db.Places.Where(p => codes.Contains(p.Code)).ToDictionaryAsync(p => p.Code, ct);
        foreach (var place in m.Places)
        {
            if (known.TryGetValue(place.Code, out var row)) row.Name = place.Name;
            else db.Add(new KnownPlace { Code = place.Code, Name = place.Name });
        }
    }
}
