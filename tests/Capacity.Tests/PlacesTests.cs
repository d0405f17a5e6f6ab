using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>The gazetteer as a provider's service keeps it.</summary>
[Collection(nameof(Shelters))]
public sealed class PlacesTests(Shelters service)
{
    [Fact]
    public async Task One_that_is_told_twice_is_known_as_told_last_and_costs_the_others_nothing()
    {
        await service.Deliver(
            new PlacesChanged([
                Place("0172", "One"),
                Place("0173", "Two"),
                Place("0173", "Another"),
                Place("no code", "Nowhere"),
                Place("0174", "Three"),
            ])
        );

        (
            await service.Read(db =>
                Task.FromResult(
                    db.GazetteerPlaces.Where(p => p.Code.StartsWith("017"))
                        .OrderBy(p => p.Code)
                        .Select(p => p.Name.En)
                        .ToList()
                )
            )
        ).ShouldBe(["One", "Another", "Three"]);
    }

    private static Place Place(string code, string name) => new(code, new LocalText(name, null), 13.6, 102.9, false);
}
