using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

public class FreshnessTests
{
    [Theory]
    [InlineData(0, nameof(Freshness.Current))]
    [InlineData(24, nameof(Freshness.Current))]
    [InlineData(24.01, nameof(Freshness.Stale))]
    [InlineData(72, nameof(Freshness.Stale))]
    [InlineData(72.01, nameof(Freshness.Unconfirmed))]
    [InlineData(-1, nameof(Freshness.Current))]
    public void A_count_grows_old_by_its_confirmation(double hours, string freshness) =>
        FreshnessRules.Standard.Default.Of(Now, Now.AddHours(hours)).ToString().ShouldBe(freshness);

    [Fact]
    public void A_pool_sinks_as_its_count_grows_old()
    {
        var index = Index(Pool(1, hoursOld: 20), Pool(2, hoursOld: 0));

        At(index, 0).ShouldBe([(1, Freshness.Current), (2, Freshness.Current)]);
        At(index, 10).ShouldBe([(2, Freshness.Current), (1, Freshness.Stale)]);
        At(index, 60).ShouldBe([(2, Freshness.Stale), (1, Freshness.Unconfirmed)]);
        At(index, 100).ShouldBe([(1, Freshness.Unconfirmed), (2, Freshness.Unconfirmed)]);
    }

    [Fact]
    public void A_confirmation_makes_it_current_again()
    {
        var index = Index(Pool(1));
        index.Age(Now.AddHours(30));
        var counted = Pool(1, version: 2);

        index.Apply(counted with { Capacity = counted.Capacity with { ConfirmedAt = Now.AddHours(30) } });

        At(index, 54).ShouldBe([(1, Freshness.Current)]);
        At(index, 55).ShouldBe([(1, Freshness.Stale)]);
    }

    [Fact]
    public void Ageing_changes_no_pool_and_forgets_none()
    {
        var index = Index(Pool(1), Pool(2), Removed(2, version: 2));

        index.Age(Now.AddDays(30));

        index.Count.ShouldBe(1);
        index.Find(Id(1)).ShouldBe(Pool(1) with { Eligibility = index.Find(Id(1))!.Eligibility });
        index.Apply(Pool(1)).ShouldBeFalse();
    }

    [Fact]
    public void Time_does_not_run_backwards()
    {
        var index = Index(Pool(1));
        index.Age(Now.AddHours(30));

        index.Age(Now);

        At(index, 0).ShouldBe([(1, Freshness.Stale)]);
    }

    [Fact]
    public void A_kind_may_have_a_rule_of_its_own()
    {
        var rules = FreshnessRules.Standard with
        {
            ByKind = new Dictionary<string, FreshnessRule>
            {
                ["training"] = new(TimeSpan.FromDays(7), TimeSpan.FromDays(30)),
            },
        };
        var index = new AvailabilityIndex(rules, Now);
        index.Apply(Pool(1, kind: "training", hoursOld: 100));
        index.Apply(Pool(2, kind: "shelter", hoursOld: 100));

        index.Search(new(["training"]), Now).Items[0].Freshness.ShouldBe(Freshness.Current);
        index.Search(new(["shelter"]), Now).Items[0].Freshness.ShouldBe(Freshness.Unconfirmed);
    }

    private static IEnumerable<(int, Freshness)> At(AvailabilityIndex index, double hours) =>
        index
            .Search(Shelters, Now.AddHours(hours))
            .Items.Select(hit => (BitConverter.ToInt32(hit.Pool.PoolId.ToByteArray()), hit.Freshness));
}
