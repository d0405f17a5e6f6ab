using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Referrals.Tests.Figures;

/// <summary>Nobody is found in a table. A failure prints the seed of its table, which <c>Replay</c> runs
/// again.</summary>
public sealed class SuppressionTests
{
    [Repeated(30, typeof(Tables))]
    public void Whoever_knows_every_sum_finds_no_small_number_out(PeopleTable table)
    {
        var root = table.Hidden();
        var attacker = new Attacker(root);
        foreach (var cell in root.Everything().Where(cell => cell.Hidden))
        {
            var candidates = attacker.Candidates(cell);
            candidates.ShouldContain(cell.Count, $"{cell}");
            (candidates[^1] - candidates[0]).ShouldBeGreaterThanOrEqualTo(5, $"{cell} is {cell.Count}");
            candidates.Count.ShouldBeGreaterThan(5, $"{cell} is {cell.Count}");
        }
    }

    [Repeated(30, typeof(Tables))]
    public void Nor_does_whoever_knows_how_many_places_there_are(RoomTable table)
    {
        var root = table.Hidden();
        var attacker = new Attacker(root);
        foreach (var cell in root.Everything().Where(cell => cell.Hidden))
            attacker
                .Candidates(cell)
                .Count.ShouldBeGreaterThan(Math.Min(5, cell.Max), $"{cell} is {cell.Count} of {cell.Max}");
    }

    [Repeated(30, typeof(Tables))]
    public void A_small_number_is_never_shown_and_the_same_table_is_hidden_in_the_same_way(PeopleTable table)
    {
        var root = table.Hidden();
        root.Everything().Where(cell => cell.Count < 5).ShouldAllBe(cell => cell.Hidden);
        table.Hidden().Everything().Select(cell => cell.Hidden).ShouldBe(root.Everything().Select(cell => cell.Hidden));
    }

    [Repeated(30, typeof(Tables))]
    public void What_is_taken_to_be_known_is_what_can_be_known(PeopleTable table)
    {
        var root = table.Hidden();
        var (ranges, attacker) = (new Ranges(root), new Attacker(root));
        foreach (var cell in root.Everything())
        {
            var (candidates, range) = (attacker.Candidates(cell), ranges[cell]);
            (candidates[0], candidates[^1]).ShouldBe(
                ((int)range.Low, (int)Math.Min(range.High, Attacker.Highest)),
                $"{cell}"
            );
        }
    }

    [Fact]
    public void With_one_small_part_the_smallest_other_goes_with_it() =>
        Shown(Whole(("a", 3), ("b", 9), ("c", 7), ("d", 20))).ShouldBe("all 39, b 9, d 20");

    [Fact]
    public void Nobody_anywhere_is_hidden_too() => Shown(Whole(("a", 0), ("b", 9), ("c", 7))).ShouldBe("all 16, b 9");

    [Fact]
    public void Two_small_parts_that_hide_each_other_cost_no_third() =>
        Shown(Whole(("a", 4), ("b", 4), ("c", 7))).ShouldBe("all 15, c 7");

    [Fact]
    public void Two_parts_so_small_that_their_sum_tells_need_a_third() =>
        Shown(Whole(("a", 1), ("b", 2), ("c", 7), ("d", 9))).ShouldBe("all 19, d 9");

    [Fact]
    public void A_single_small_part_takes_its_whole_with_it() => Shown(Whole(("a", 4))).ShouldBe("");

    [Fact]
    public void What_is_large_is_shown() => Shown(Whole(("a", 5), ("b", 6))).ShouldBe("all 11, a 5, b 6");

    [Fact]
    public void A_hidden_part_does_not_stand_in_the_sum_of_its_own_parts()
    {
        FigureCell[] inB = [Of("b1", 6), Of("b2", 8)];
        var root = Of("all", 40).Into([Of("a", 2), Of("b", 14).Into(inB), Of("c", 24)]);
        Suppression.Hide(root);

        root.Partitions[0].Select(cell => cell.Hidden).ShouldBe([true, true, false]);
        inB.Select(cell => cell.Hidden)
            .ShouldBe([true, false], "else b could not be small, and a would be what is left");
    }

    [Fact]
    public void One_breakdown_does_not_give_away_what_another_hides()
    {
        var root = Of("all", 12).Into([Of("a", 3), Of("b", 9)]).Into([Of("now", 6), Of("later", 6)]);
        Suppression.Hide(root);
        root.Hidden.ShouldBeFalse();
        root.Partitions[0].ShouldAllBe(cell => cell.Hidden);
        root.Partitions[1].ShouldAllBe(cell => !cell.Hidden);

        var small = Of("all", 4).Into([Of("a", 1), Of("b", 3)]).Into([Of("now", 4), Of("later", 0)]);
        var both = Of("network", 50).Into([small, Of("other", 46).Into([Of("now", 23), Of("later", 23)])]);
        Suppression.Hide(both);
        both.Everything()
            .Where(cell => cell.Hidden)
            .Select(cell => cell.Count)
            .ShouldBe([1, 3, 4, 0, 4, 23, 46], ignoreOrder: true);
    }

    private static FigureCell Of(string key, int count) => new("shelter", "province", key, count);

    private static FigureCell Whole(params (string Key, int Count)[] parts)
    {
        var root = Of("all", parts.Sum(part => part.Count)).Into([.. parts.Select(part => Of(part.Key, part.Count))]);
        Suppression.Hide(root);
        return root;
    }

    private static string Shown(FigureCell root) =>
        string.Join(
            ", ",
            root.Everything()
                .Where(cell => !cell.Hidden)
                .OrderByDescending(cell => cell == root)
                .Select(cell => $"{cell.Key} {cell.Count}")
        );
}
