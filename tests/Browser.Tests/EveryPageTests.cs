namespace ReferralNetwork.Browser.Tests;

/// <summary>What holds for every page in both languages, so that a new one cannot forget it.</summary>
[Collection(nameof(BrowserNetwork))]
public sealed class EveryPageTests(BrowserNetwork network, Walk walk) : IClassFixture<Walk>
{
    [Fact]
    public void Every_page_is_looked_at()
    {
        var routes = Samples.Routes(network);
        routes.Count.ShouldBeGreaterThan(20);
        walk.All.Select(sample => sample.Route).Distinct().ShouldBe(routes, ignoreOrder: true);
        walk.Found(Walk.Subject.Load).ShouldBeEmpty();
        walk.Looked.ShouldBe(walk.Asked);
    }

    [Fact]
    public void No_page_shuts_out_who_sees_hears_or_moves_differently() =>
        walk.Found(Walk.Subject.Access).ShouldBeEmpty();

    [Fact]
    public void No_page_is_wider_than_a_narrow_screen_or_a_magnified_one() =>
        walk.Found(Walk.Subject.Width).ShouldBeEmpty();

    [Fact]
    public void No_title_tells_over_the_shoulder_what_this_is() => walk.Found(Walk.Subject.Title).ShouldBeEmpty();

    [Fact]
    public void No_page_runs_or_wears_anything_but_the_networks_own_files() =>
        walk.Found(Walk.Subject.Policy).ShouldBeEmpty();

    [Fact]
    public void No_page_is_kept_or_tells_where_one_came_from() => walk.Found(Walk.Subject.Kept).ShouldBeEmpty();

    [Fact]
    public void No_page_asks_anybody_else() => walk.Found(Walk.Subject.Others).ShouldBeEmpty();
}
