using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>A group is divided among houses by whom they take and how many they have room for.</summary>
public sealed class GroupSharesTests
{
    private static readonly GroupMember Women = new("female", "25-59", 4);
    private static readonly GroupMember Girls = new("female", "15-17", 3);
    private static readonly GroupMember Men = new("male", "18-24", 2);

    [Fact]
    public void Each_house_is_asked_for_those_it_takes_until_all_have_a_place()
    {
        var (girls, women, anyone) = (House(2, minAge: 12, maxAge: 17), House(3, minAge: 18), House(10));

        Said(GroupShares.Divide([Women, Girls, Men], [girls, women, anyone]))
            .ShouldBe(["2 girls", "3 women", "1 women, 1 girls, 2 men"]);
    }

    [Fact]
    public void Who_finds_no_place_is_in_no_share() =>
        Said(GroupShares.Divide([Women, Girls], [House(5, minAge: 18), House(0), House(9, minAge: 18)]))
            .ShouldBe(["4 women"]);

    [Theory]
    [InlineData("15-17", 15, 17, true)]
    [InlineData("15-17", 16, 17, false)]
    [InlineData("15-17", 12, 16, false)]
    [InlineData("60+", 18, 60, true)]
    [InlineData("0-2", 0, 12, true)]
    public void A_house_takes_a_band_where_it_takes_its_youngest_and_its_oldest(
        string band,
        int minAge,
        int maxAge,
        bool takes
    ) => GroupShares.Takes(House(5, minAge, maxAge), new("female", band, 1)).ShouldBe(takes);

    [Fact]
    public void A_house_that_assesses_first_or_takes_nobody_now_is_not_asked()
    {
        GroupShares.Takes(House(5) with { Access = "assessment-first" }, Women).ShouldBeFalse();
        GroupShares.Takes(House(5) with { Admitting = false }, Women).ShouldBeFalse();
    }

    private static IEnumerable<string> Said(IReadOnlyList<HouseShare> shares) =>
        shares.Select(share =>
            string.Join(
                ", ",
                share.Members.Select(member =>
                    $"{member.Count} {(member.Sex == "male" ? "men" : member.AgeBand == "15-17" ? "girls" : "women")}"
                )
            )
        );

    private static AvailabilityChanged House(int free, int? minAge = null, int? maxAge = null) =>
        new(
            Guid.NewGuid(),
            1,
            false,
            "shelter",
            Guid.NewGuid(),
            Guid.NewGuid(),
            "House",
            new("Beds", null),
            new("01", null),
            true,
            null,
            "012 000 000",
            "places",
            true,
            new("bed", free, 0, 0, 0, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, "staff", false),
            Eligibility.Anyone with
            {
                MinAge = minAge,
                MaxAge = maxAge,
            },
            null
        );
}
