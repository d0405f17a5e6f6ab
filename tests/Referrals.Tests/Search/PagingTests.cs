using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

public class PagingTests
{
    [Fact]
    public void A_total_is_counted_to_a_thousand_and_no_further()
    {
        var index = Index(Enumerable.Range(1, 1000).Select(id => Pool(id)));
        Total(index, Shelters).ShouldBe((1000, false));

        index.Apply(Pool(1001, area: "1201", free: 0));

        Total(index, Shelters).ShouldBe((1000, true));
        Total(index, Shelters with { Never = NeverList.None with { Areas = ["12"] } }).ShouldBe((1000, false));
        Total(index, Shelters with { Never = NeverList.None with { Sites = new HashSet<Guid> { Id(77) } } })
            .ShouldBe((1000, true));
    }

    [Fact]
    public void Pages_follow_each_other_without_gap_or_repeat()
    {
        string[] areas = ["0102", "0110", "01", "1201", "9901"];
        var pools = Enumerable
            .Range(1, 137)
            .Select(id =>
                Pool(
                    id,
                    kind: id % 2 == 0 ? "shelter" : "medical",
                    area: areas[id % 5],
                    hoursOld: id % 90,
                    free: id % 3
                )
            );
        var index = Index(pools);
        var query = new SearchQuery(["shelter", "medical"]) { Limit = 10, Near = new(13.6, 102.6) };

        var pages = Walk(index, query).ToList();

        pages.Count.ShouldBe(14);
        pages.SkipLast(1).ShouldAllBe(page => page.Items.Count == 10);
        pages.ShouldAllBe(page => page.Total == 137);
        pages
            .SelectMany(page => page.Items.Select(hit => hit.Pool.PoolId))
            .ShouldBe(index.Search(query with { Limit = 200 }, Now).Items.Select(hit => hit.Pool.PoolId));
    }

    [Fact]
    public void The_last_page_says_so_even_when_it_is_full()
    {
        var index = Index(Pool(1), Pool(2), Pool(3), Pool(4));

        Walk(index, Shelters with { Limit = 2 }).Select(page => page.Items.Count).ShouldBe([2, 2]);
    }

    [Fact]
    public void A_page_goes_on_after_a_pool_that_is_gone()
    {
        var index = Index(Pool(1), Pool(2), Pool(3));
        var first = index.Search(Shelters with { Limit = 2 }, Now);

        index.Apply(Removed(2, version: 2));

        index.Found(Shelters with { Cursor = first.NextCursor }).ShouldBe([3]);
    }

    [Fact]
    public void A_cursor_reads_back_what_it_wrote()
    {
        var cursor = new Cursor(Ranking.Levels - 1, int.MaxValue, "0110", "legal-aid", 5, Guid.NewGuid());

        Cursor.TryParse(cursor.ToString(), out var read).ShouldBeTrue();

        read.ShouldBe(cursor);
        cursor.ToString().ShouldMatch("^[A-Za-z0-9_-]+$");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a cursor")]
    [InlineData("AAAA")]
    [InlineData("MXwwfDAxMTB8c2hlbHRlcg")] // 1|0|0110|shelter
    [InlineData("MXwwfDAxMTB8c2hlbHRlcnwwfG1l")] // 1|0|0110|shelter|0|me
    [InlineData("LTF8MHwwMTEwfHNoZWx0ZXJ8MHwwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMQ")] // -1|0|0110|shelter|0|0…1
    [InlineData("OTk5OXwwfDAxMTB8c2hlbHRlcnwwfDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAx")] // 9999|0|0110|shelter|0|0…1
    [InlineData("MXwwfDAxMTB8c2hlbHRlcnw2fDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAx")] // 1|0|0110|shelter|6|0…1
    public void A_malformed_cursor_is_refused(string? text) => Cursor.TryParse(text, out _).ShouldBeFalse();

    private static (int, bool) Total(AvailabilityIndex index, SearchQuery query)
    {
        var result = index.Search(query, Now);
        return (result.Total, result.TotalIsMore);
    }

    /// <summary>All pages, each cursor by way of its text.</summary>
    internal static IEnumerable<SearchResult> Walk(
        AvailabilityIndex index,
        SearchQuery query,
        DateTimeOffset? at = null
    )
    {
        while (true)
        {
            var page = index.Search(query, at ?? Now);
            yield return page;
            if (page.NextCursor is null)
                yield break;
            Cursor.TryParse(page.NextCursor.ToString(), out var cursor).ShouldBeTrue();
            query = query with { Cursor = cursor };
        }
    }
}
