using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>A place that one thing alone keeps out, and that people can make up for.</summary>
public class LackingTests
{
    private static readonly Criteria Girl = new(
        Sex: "female",
        Age: 16,
        Languages: ["vi"],
        Access: ["step-free"],
        Has: [],
        From: "0110"
    );

    /// <summary>Takes her as she is.</summary>
    private static readonly Eligibility Hers = new(
        Sexes: ["female"],
        MaxAge: 17,
        Languages: ["vi"],
        Access: ["step-free"],
        Requires: ["none"],
        AreaServed: ["01"]
    );

    private static readonly AvailabilityIndex Places = Index(
        Pool(1, area: "1201", takes: Hers),
        Pool(2, takes: Hers with { Languages = ["km"] }),
        Pool(3, takes: Hers with { Access = null }),
        Pool(4, takes: Hers with { Requires = ["id"] }),
        Pool(5, takes: Hers with { AreaServed = ["12"] }),
        Pool(6, takes: Hers with { Languages = ["km"], Access = null }),
        Pool(7, takes: Hers with { Languages = ["km"], Sexes = ["male"] }),
        Pool(8, takes: Hers with { Languages = ["km"], MinAge = 18, MaxAge = null })
    );

    [Theory]
    [InlineData(null, 1)]
    [InlineData("no-language", 2)]
    [InlineData("not-accessible", 3)]
    [InlineData("paperwork", 4)]
    [InlineData("wrong-area", 5)]
    public void A_place_that_lacks_one_thing_alone_is_found_by_its_name(string? lacking, int place)
    {
        Places.Found(For(Girl) with { Lacking = lacking }).ShouldBe([place]);
        Places.Search(For(Girl) with { Lacking = lacking }, Now).Total.ShouldBe(1);
    }

    [Fact]
    public void What_keeps_her_safe_is_never_left_aside() =>
        EligibilityRules.CanBeMadeUpFor.ShouldBe(["no-language", "not-accessible", "paperwork", "wrong-area"]);
}
