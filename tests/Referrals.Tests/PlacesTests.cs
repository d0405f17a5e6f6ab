using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>The places of a form's lists.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class PlacesTests(ServiceUnderTest service)
{
    [Fact]
    public async Task Provinces_come_first_and_every_role_reads_them()
    {
        foreach (var role in Roles.All)
        {
            var provinces = (await service.Get("/api/gazetteer", TestTokens.For(Guid.NewGuid(), role)))
                .Expect(200)
                .Items;
            provinces
                .Select(place => place.GetProperty("code").GetString())
                .ShouldBe(Enumerable.Range(1, 25).Select(code => $"{code:00}"));
            provinces[24].GetProperty("name").GetProperty("km").GetString().ShouldNotBeNullOrEmpty();
        }
        (await service.Get("/api/gazetteer?under=01", TestTokens.Caseworker())).Items.ShouldBeEmpty();
        (await service.Get("/api/gazetteer?under=unheard-of", TestTokens.Caseworker())).Items.ShouldBeEmpty();
    }

    [Fact]
    public void What_lies_right_below_a_place_is_told_by_code()
    {
        var places = Search.Given.Places.With([
            new Place("011002", new("B", null), 13, 102, false),
            new Place("011001", new("A", null), 13, 102, false),
        ]);

        string[] Under(string code) => [.. places.Under(code).Select(place => place.Code)];
        Under("").ShouldBe(["01", "12", "17"]);
        Under("01").ShouldBe(["0102", "0110"]);
        Under("0110").ShouldBe(["011001", "011002"]);
        Under("011001").ShouldBeEmpty();
    }
}
