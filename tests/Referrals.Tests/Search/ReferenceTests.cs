using FsCheck;
using FsCheck.Fluent;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>A failure prints its seed; <c>Config.WithReplay</c> runs it again.</summary>
public class ReferenceTests
{
    [Fact]
    public void Search_finds_what_looking_at_every_pool_finds_page_by_page() =>
        Holds(
            Scenarios.All,
            scenario =>
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
        );

    [Fact]
    public void What_a_profile_leaves_out_decides_nothing() =>
        Holds(
            Scenarios.Eligibilities.Zip(Scenarios.Criterias),
            pair =>
            {
                foreach (var unit in new[] { EligibilityRules.Bed, "seat" })
                {
                    var whole = EligibilityRules.Match(pair.Item1, unit, pair.Item2);
                    var judged = EligibilityRules.Match(Profile.Judged(pair.Item1), unit, pair.Item2);

                    judged.Misfit.ShouldBe(whole.Misfit);
                    judged.Fit.ShouldBe(whole.Fit);
                }
            },
            runs: 700
        );

    // The first of equal versions stays.
    private static IEnumerable<AvailabilityChanged> Latest(IEnumerable<AvailabilityChanged> events) =>
        events
            .GroupBy(change => change.PoolId)
            .Select(changes => changes.MaxBy(change => change.Version)!)
            .Where(pool => !pool.Removed);

    private static void Holds<T>(Gen<T> given, Action<T> property, int runs = 100) =>
        Prop.ForAll(Arb.From(given), property)
            .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(Night.IsOn ? 10 * runs : runs));
}
