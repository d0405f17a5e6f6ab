using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

public class AreaTests
{
    [Fact]
    public void A_province_keeps_its_leading_zero()
    {
        var index = Index(Pool(1, area: "0102"), Pool(2, area: "1201"), Pool(3, area: "01"), Pool(4, area: "10"));

        index.Found(Shelters with { Province = "01" }).ShouldBe([3, 1]);
        index.Found(Shelters with { Province = "12" }).ShouldBe([2]);
        index.Found(Shelters with { Province = "1" }).ShouldBeEmpty();
        index.Search(Shelters with { Province = "01" }, Now).Total.ShouldBe(2);
    }

    [Fact]
    public void Whom_she_must_not_meet_is_neither_shown_nor_counted()
    {
        var index = Index(Pool(1), Pool(2), Pool(3));
        var never = new NeverList(
            new HashSet<Guid> { Pool(1).OrganisationId },
            new HashSet<Guid> { Pool(3).SiteId },
            []
        );

        index.Found(Shelters with { Never = never }).ShouldBe([2]);
        index.Search(Shelters with { Never = never }, Now).Total.ShouldBe(1);
    }

    [Fact]
    public void Where_she_must_not_be_is_neither_shown_nor_counted()
    {
        var index = Index(Pool(1, area: "0102"), Pool(2, area: "0110"), Pool(3, area: "1201"));

        index.Found(Shelters with { Never = Areas("01") }).ShouldBe([3]);
        index.Found(Shelters with { Never = Areas("0102", "12") }).ShouldBe([2]);
        index.Search(Shelters with { Never = Areas("0102", "12") }, Now).Total.ShouldBe(1);
    }

    [Theory]
    [InlineData("010203")]
    [InlineData("0102")]
    public void A_pool_that_may_lie_where_she_must_not_be_is_left_out(string never) =>
        Index(Pool(1, area: "0102"), Pool(2, area: "01"), Pool(3, area: "0110"))
            .Found(Shelters with { Never = Areas(never) })
            .ShouldBe([3]);

    [Fact]
    public void One_rule_bars_a_pool_in_search_and_in_a_plan()
    {
        Areas("01").Bars(Pool(1, area: "0102")).ShouldBeTrue();
        Areas("12").Bars(Pool(1, area: "0102")).ShouldBeFalse();
        (NeverList.None with { Sites = new HashSet<Guid> { Pool(1).SiteId } }).Bars(Pool(1)).ShouldBeTrue();
        NeverList.None.Bars(Pool(1)).ShouldBeFalse();
    }

    [Fact]
    public void A_distance_is_the_areas_rounded_up_to_five_kilometres_and_never_nothing()
    {
        var index = Index(Pool(1, area: "1201"), Pool(2, area: "1202"), Pool(3, area: "12"));
        var atCentroid = new Position(11.56, 104.93);

        index.Search(Shelters with { Near = atCentroid }, Now).Items.ShouldAllBe(hit => hit.DistanceKm == 5);
        index.Search(Shelters with { Near = new(11.56 + 0.046, 104.93) }, Now).Items[^1].DistanceKm.ShouldBe(10);
    }

    [Fact]
    public void A_public_site_is_no_nearer_than_a_protected_one_of_its_district()
    {
        var exact = new Position(13.70, 102.60);
        var index = Index(Pool(1), Pool(2) with { Protected = false, Position = exact });

        var items = index.Search(Shelters with { Near = exact }, Now).Items;

        items[0].DistanceKm.ShouldBe(items[1].DistanceKm);
    }

    [Fact]
    public void A_district_without_a_place_of_its_own_takes_its_provinces()
    {
        Places.Centroid("0199").ShouldBe(Places.Centroid("01"));
        Places.Centroid("010203").ShouldBe(Places.Centroid("0102"));
        Places.Centroid("99").ShouldBeNull();
        Places.Name("1201")!.En.ShouldBe("1201");
    }

    [Fact]
    public void A_new_gazetteer_counts_at_once()
    {
        var index = Index(Pool(1, area: "9901"));
        var near = Shelters with { Near = new(12, 105) };
        index.Search(near, Now).Items[0].DistanceKm.ShouldBeNull();

        index.Gazetteer = index.Gazetteer.With([new("99", new("Far", null), 12, 105, false)]);

        index.Search(near, Now).Items[0].DistanceKm.ShouldBe(5);
    }

    [Fact]
    public void Distances_follow_the_earth()
    {
        var phnomPenh = GlobePoint.Of(new(11.5564, 104.9282));

        phnomPenh.KmTo(GlobePoint.Of(new(13.3633, 103.8564))).ShouldBe(231.9, tolerance: 1);
        phnomPenh.KmTo(GlobePoint.Of(new(-11.5564, -75.0718))).ShouldBe(20015, tolerance: 1);
        phnomPenh.KmTo(phnomPenh).ShouldBe(0);
    }

    private static NeverList Areas(params string[] codes) => NeverList.None with { Areas = codes };
}
