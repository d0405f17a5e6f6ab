using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

public class IndexTests
{
    [Fact]
    public void An_older_version_never_replaces_a_newer_one()
    {
        var index = Index(Pool(1, version: 7, free: 2));

        index.Apply(Pool(1, version: 6, free: 9)).ShouldBeFalse();
        index.Apply(Pool(1, version: 7, free: 9)).ShouldBeFalse();

        index.Find(Id(1))!.Capacity.Available.ShouldBe(2);
    }

    [Fact]
    public void A_newer_version_replaces_the_older_one_wherever_it_moves()
    {
        var index = Index(Pool(1));

        index.Apply(Pool(1, version: 2, kind: "medical", area: "12", free: 0)).ShouldBeTrue();

        index.Found(Shelters).ShouldBeEmpty();
        index.Found(new(["medical"])).ShouldBe([1]);
        index.Count.ShouldBe(1);
    }

    [Fact]
    public void A_removed_pool_is_gone()
    {
        var index = Index(Pool(1), Pool(2));

        index.Apply(Removed(1, version: 2)).ShouldBeTrue();

        index.Found(Shelters).ShouldBe([2]);
        index.Find(Id(1)).ShouldBeNull();
        index.Count.ShouldBe(1);
    }

    [Fact]
    public void A_late_event_does_not_bring_a_removed_pool_back()
    {
        var index = Index(Removed(1, version: 5));

        index.Apply(Pool(1, version: 4)).ShouldBeFalse();

        index.Found(Shelters).ShouldBeEmpty();
    }

    [Fact]
    public void A_removed_pool_can_be_published_again()
    {
        var index = Index(Pool(1), Removed(1, version: 2));

        index.Apply(Pool(1, version: 3)).ShouldBeTrue();

        index.Found(Shelters).ShouldBe([1]);
    }

    [Fact]
    public void Only_the_kinds_asked_for_are_found()
    {
        var index = Index(Pool(1), Pool(2, kind: "medical"), Pool(3, kind: "legal-aid"));

        index.Found(new(["medical", "shelter", "medical", "unheard-of"])).ShouldBe([2, 1], ignoreOrder: true);
    }

    [Fact]
    public void A_query_without_a_kind_or_with_a_limit_out_of_range_is_refused()
    {
        var index = Index();

        Should.Throw<ArgumentOutOfRangeException>(() => index.Search(new([]), Now));
        Should.Throw<ArgumentOutOfRangeException>(() => index.Search(Shelters with { Limit = 0 }, Now));
        Should.Throw<ArgumentOutOfRangeException>(() => index.Search(Shelters with { Limit = 201 }, Now));
    }

    [Fact]
    public void An_empty_index_answers_with_nothing()
    {
        var result = Index().Search(Shelters, Now);

        result.ShouldBe(new SearchResult(result.Items, Total: 0, TotalIsMore: false, NextCursor: null));
        result.Items.ShouldBeEmpty();
    }
}
