using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>A failure prints its seed; <c>Replay</c> of the attribute runs it again.</summary>
public class ReferenceTests
{
    [Repeated(100, typeof(Scenarios))]
    public void Search_finds_what_looking_at_every_pool_finds_page_by_page(Scenario scenario)
    {
        var index = Index(scenario.Events);
        var pools = Latest(scenario.Events).ToList();
        index.Count.ShouldBe(pools.Count);

        var now = Now;
        foreach (var (query, hours) in scenario.Queries)
        {
            now = now.AddHours(hours);
            var expected = Reference.Search(pools, Places, query, now);

            var pages = PagingTests.Walk(index, query, now).ToList();

            pages.SelectMany(page => page.Items.Select(Reference.Tell)).ShouldBe(expected);
            pages.ShouldAllBe(page => page.Total == expected.Count && !page.TotalIsMore);
            pages.SkipLast(1).ShouldAllBe(page => page.Items.Count == query.Limit);
        }
    }

    [Repeated(700, typeof(Scenarios))]
    public void What_a_profile_leaves_out_decides_nothing(Eligibility eligibility, Criteria criteria)
    {
        foreach (var unit in new[] { EligibilityRules.Bed, "seat" })
        {
            var whole = EligibilityRules.Match(eligibility, unit, criteria);
            var judged = EligibilityRules.Match(Profile.Judged(eligibility), unit, criteria);

            judged.Misfit.ShouldBe(whole.Misfit);
            judged.Fit.ShouldBe(whole.Fit);
        }
    }

    // The first of equal versions stays.
    private static IEnumerable<AvailabilityChanged> Latest(IEnumerable<AvailabilityChanged> events) =>
        events
            .GroupBy(change => change.PoolId)
            .Select(changes => changes.MaxBy(change => change.Version)!)
            .Where(pool => !pool.Removed);
}
