using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Tests;

public sealed class DraftTests
{
    private static readonly Chosen House = Place("house"), Clinic = Place("clinic");

    /// <summary>A bed that is planned, and a doctor.</summary>
    private static readonly Draft Two = new Draft { Urgency = "emergency", Places = 3 }.With(House).AndAlso("medical").With(Clinic) with { Urgency = "urgent" };

    [Fact]
    public void A_plan_keeps_its_order_takes_a_place_once_and_at_most_ten()
    {
        var places = Enumerable.Range(0, 12).Select(i => Place($"p{i}")).ToList();
        var draft = places.Aggregate(new Draft(), (d, place) => d.With(place));

        draft.Plan.ShouldBe(places.Take(Draft.LongestPlan));
        draft.With(places[0]).Plan.ShouldBe(draft.Plan);
        draft.Sooner(places[2].PoolId).Plan.Take(3).ShouldBe([places[0], places[2], places[1]]);
        draft.Sooner(places[0].PoolId).Plan.ShouldBe(draft.Plan);
        draft.Without(places[1].PoolId).Plan.ShouldBe(draft.Plan.Where(place => place != places[1]));
    }

    [Fact]
    public void A_house_that_is_never_to_be_asked_leaves_the_plan()
    {
        var (here, there) = (Place("here"), Place("there"));
        var draft = new Draft().With(here).With(there);

        draft.NeverAt(site: here.SiteId).Plan.ShouldBe([there]);
        draft.NeverAt(organisation: there.OrganisationId).Plan.ShouldBe([here]);
        draft.NeverAt(site: here.SiteId).NeverAt(site: here.SiteId).NeverSites.ShouldBe([here.SiteId]);
    }

    [Theory]
    [InlineData(17, false, true)]
    [InlineData(18, false, false)]
    [InlineData(40, true, false)]
    public void A_child_is_asked_for_as_a_child(int age, bool guessed, bool child) => new Draft { Age = age, AgeEstimated = guessed }.IsChild.ShouldBe(child);

    [Fact]
    public void Where_an_age_near_eighteen_is_a_guess_it_counts_as_a_childs() => new Draft { Age = 18, AgeEstimated = true }.IsChild.ShouldBeTrue();

    [Fact]
    public void Another_need_keeps_the_first_as_it_is()
    {
        Two.Needed.Select(need => (need.Kind, need.Urgency, need.Places)).ShouldBe([("shelter", "emergency", 3), ("medical", "urgent", 1)]);
        Two.Needed.SelectMany(need => need.Plan).ShouldBe([House, Clinic]);
        Two.OtherKinds.ShouldBe(["training", "legal-aid"]);
        Two.AndAlso("shelter").ShouldBe(Two, "one of a kind");
        new Draft().OtherKinds.ShouldBeEmpty("the first is to be planned first");
        (Two with { Beside = Guid.NewGuid() }).OtherKinds.ShouldBeEmpty();
        (Two with { Group = Guid.NewGuid() }).OtherKinds.ShouldBeEmpty();
        (Two with { Reopens = Guid.NewGuid() }).OtherKinds.ShouldBeEmpty();
    }

    [Fact]
    public void A_need_that_is_left_out_or_planned_again_leaves_the_rest()
    {
        var again = Two.Planning("shelter");
        (again.Kind, again.Urgency, again.Places, again.Plan.Single()).ShouldBe(("shelter", "emergency", 3, House));
        again.Others.Single().Kind.ShouldBe("medical");

        var bed = Two.WithoutNeed("medical");
        (bed.Kind, bed.Urgency, bed.Places, bed.Others.Count).ShouldBe(("shelter", "emergency", 3, 0));
        Two.WithoutNeed("shelter").Plan.ShouldBe([Clinic]);
        bed.WithoutNeed("shelter").ShouldBe(bed, "something is asked for");
    }

    [Fact]
    public void A_house_that_is_never_to_be_asked_leaves_what_is_planned_besides() =>
        Two.NeverAt(site: House.SiteId).Others.Single().Plan.ShouldBeEmpty();

    /// <summary>With another number of needs it would be another request, and made a second time.</summary>
    [Fact]
    public void What_may_have_arrived_is_sent_again_with_the_same_needs()
    {
        var asked = Two with { Asked = true };
        asked.OtherKinds.ShouldBeEmpty();
        asked.WithoutNeed("medical").ShouldBe(asked);
    }

    [Theory]
    [InlineData("", "shelter medical legal-aid")]
    [InlineData("shelter<legal-aid", "medical legal-aid shelter")]
    [InlineData("shelter<medical medical<legal-aid", "legal-aid medical shelter")]
    [InlineData("shelter<medical medical<shelter", null)]
    [InlineData("shelter<training", null)]
    public void Each_need_comes_behind_the_one_that_it_follows(string after, string? ordered)
    {
        var needs = new[] { "shelter", "medical", "legal-aid" }.Select(kind => new Need(kind, "urgent", null, 1, [])).ToList();
        var order = after.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('<')).ToDictionary(one => one[0], one => one[1]);

        (Asking.InOrder(needs, order) is { } all ? string.Join(' ', all.Select(need => need.Kind)) : null).ShouldBe(ordered);
    }

    private static Chosen Place(string name) => new(Guid.NewGuid(), new LocalText(name, null), "o", Guid.NewGuid(), Guid.NewGuid());
}
