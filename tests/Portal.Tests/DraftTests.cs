using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Pages;
using ReferralNetwork.Pages.Forms;
using ReferralNetwork.Portal.Domain;

namespace ReferralNetwork.Portal.Tests;

public sealed class DraftTests
{
    private static readonly Chosen House = Place("house"),
        Clinic = Place("clinic");

    /// <summary>A bed that is planned, and a doctor.</summary>
    private static readonly Draft Two = new Draft { Urgency = "emergency", Places = 3 }
        .AddPool(House)
        .AndAlso("medical")
        .AddPool(Clinic) with
    {
        Urgency = "urgent",
    };

    [Fact]
    public void A_plan_keeps_its_order_takes_a_place_once_and_at_most_ten()
    {
        var places = Enumerable.Range(0, 12).Select(i => Place($"p{i}")).ToList();
        var draft = places.Aggregate(new Draft(), (d, place) => d.AddPool(place));

        draft.Plan.ShouldBe(places.Take(Draft.LongestPlan));
        draft.AddPool(places[0]).Plan.ShouldBe(draft.Plan);
        draft.MoveUp(places[2].PoolId).Plan.Take(3).ShouldBe([places[0], places[2], places[1]]);
        draft.MoveUp(places[0].PoolId).Plan.ShouldBe(draft.Plan);
        draft.RemovePool(places[1].PoolId).Plan.ShouldBe(draft.Plan.Where(place => place != places[1]));
    }

    [Fact]
    public void A_house_that_is_never_to_be_asked_leaves_the_plan()
    {
        var (here, there) = (Place("here"), Place("there"));
        var draft = new Draft().AddPool(here).AddPool(there);

        draft.NeverAt(site: here.SiteId).Plan.ShouldBe([there]);
        draft.NeverAt(organisation: there.OrganisationId).Plan.ShouldBe([here]);
        draft.NeverAt(site: here.SiteId).NeverAt(site: here.SiteId).NeverSites.ShouldBe([here.SiteId]);
    }

    [Theory]
    [InlineData(17, false, true)]
    [InlineData(18, false, false)]
    [InlineData(40, true, false)]
    public void A_child_is_asked_for_as_a_child(int age, bool guessed, bool child) =>
        new Draft { Age = age, AgeEstimated = guessed }.IsOfChild.ShouldBe(child);

    [Theory]
    [InlineData("17", null, null)]
    [InlineData("18", null, "AgeSure")]
    [InlineData("19.5", "perhaps", "AgeSure")]
    [InlineData("19.5", "no", null)]
    [InlineData("18", "yes", null)]
    [InlineData("20", null, null)]
    [InlineData("121", "yes", "Age")]
    [InlineData("x", "yes", "Age")]
    public void Whether_an_age_is_sure_is_asked_where_a_child_may_be_taken_for_grown(
        string age,
        string? sure,
        string? fault
    )
    {
        var faults = new ModelStateDictionary();
        Ages.Check(Numbers.Read(age), sure, faults, new Texts());
        faults.Where(one => one.Value!.Errors.Count > 0).Select(one => one.Key).ShouldBe(fault is null ? [] : [fault]);
    }

    [Theory]
    [InlineData("4, 9", "៧", "female 4, female 9, male 7")]
    [InlineData(" 4;9 ", null, "female 4, female 9")]
    [InlineData("", "", "")]
    [InlineData("4 years", null, null)]
    [InlineData("4", "-1", null)]
    [InlineData("26", null, null)]
    [InlineData("1 1 1 1 1 1", "2 2 2 2 2 2", null)]
    public void Brothers_and_sisters_are_said_by_their_ages(string? sisters, string? brothers, string? said) =>
        (
            Siblings.Read(sisters, brothers) is { } read
                ? string.Join(", ", read.Select(one => $"{one.Sex} {one.Age}"))
                : null
        ).ShouldBe(said);

    [Fact]
    public void Who_chooses_to_be_apart_is_looked_for_alone()
    {
        var together = new Draft { Siblings = [new("male", 14)], Places = 2 }.AddPool(House);
        (together.Apart().Siblings.Count, together.Apart().Places, together.Apart().Plan.Count).ShouldBe((0, 1, 0));
    }

    [Fact]
    public void What_was_answered_stands_in_the_form_again()
    {
        Ages.Sure(new Draft { Age = 18 }).ShouldBe("yes");
        Ages.Sure(new Draft { Age = 18, AgeEstimated = true }).ShouldBe("no");
        Ages.Sure(new Draft { Age = 30 }).ShouldBeNull();
    }

    [Fact]
    public void Where_an_age_near_eighteen_is_a_guess_it_counts_as_a_childs() =>
        new Draft { Age = 18, AgeEstimated = true }.IsOfChild.ShouldBeTrue();

    [Theory]
    [InlineData(9, true), InlineData(18, false)]
    public void A_sibling_who_is_a_child_is_asked_too(int age, bool asked) =>
        new Draft { Age = 20, Siblings = [new("female", age)] }.IsOfChild.ShouldBe(asked);

    [Fact]
    public void Another_need_keeps_the_first_as_it_is()
    {
        Two.Needed.Select(need => (need.Kind, need.Urgency, need.Places))
            .ShouldBe([("shelter", "emergency", 3), ("medical", "urgent", 1)]);
        Two.Needed.SelectMany(need => need.Plan).ShouldBe([House, Clinic]);
        Two.OtherKinds.ShouldBe(["legal-aid", "training"]);
        Two.AndAlso("shelter").ShouldBe(Two, "one of a kind");
        new Draft().OtherKinds.ShouldBeEmpty("the first is to be planned first");
        (Two with { JoinsCaseOf = Guid.NewGuid() }).OtherKinds.ShouldBeEmpty();
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

    [Theory]
    [InlineData(0, 72)]
    [InlineData(71, 72)]
    [InlineData(72, 120)]
    [InlineData(119, 120)]
    [InlineData(120, null)]
    public void The_hours_since_it_happened_say_which_window_is_still_open(int hoursAgo, int? window) =>
        TreatmentWindow.Of(hoursAgo).ShouldBe(window);

    [Theory]
    [InlineData(13, "warn")]
    [InlineData(12, "bad")]
    [InlineData(-1, "bad")]
    public void The_last_twelve_hours_have_a_colour_of_their_own(int hours, string tone) =>
        TreatmentWindow.Tone(TimeSpan.FromHours(hours)).ShouldBe(tone);

    [Fact]
    public void Nearer_places_are_those_before_the_first_that_lacks_nothing_and_three_at_most()
    {
        var near = Enumerable.Range(1, 4).Select(i => At(5 * i)).ToList();

        Nearby.Of("no-language", At(330), [.. near, At(335)]).Places.ShouldBe(near.Take(3));
        Nearby.Of("no-language", At(10), near).Places.ShouldBe(near.Take(1));
        Nearby.Of("no-language", null, [At(null)]).Places.Count.ShouldBe(1, "nothing else is left");
        Nearby.Of("no-language", At(null), [At(null)]).Places.ShouldBeEmpty("nobody knows which is nearer");
    }

    [Fact]
    public void What_the_first_place_lacks_is_said_when_it_is_asked()
    {
        var draft = new Draft { Languages = ["vi"] };
        draft.CanLack.ShouldBe(["no-language"], "what was not asked is not lacking");
        draft.AddPool(House with { Lacks = "no-language" }).AddPool(Clinic).Despite.ShouldBe(["no-language"]);
        draft
            .AddPool(Clinic)
            .AddPool(House with { Lacks = "no-language" })
            .Despite.ShouldBeNull("only the first is judged when it is sent");
    }

    private static ReferralNetwork.Pages.Api.AvailabilityView At(int? km) =>
        new(
            Guid.NewGuid(),
            "shelter",
            new("House", null),
            new(Guid.NewGuid(), "Org"),
            Guid.NewGuid(),
            new("01", null, null),
            true,
            null,
            "places",
            new("bed", 3, 1, 0, DateTimeOffset.UnixEpoch, "current", false, true),
            Eligibility.Anyone,
            null,
            km,
            [],
            new([], [])
        );

    /// <summary>With another number of needs it would be another request, and made a second time.</summary>
    [Fact]
    public void What_may_have_arrived_is_sent_again_with_the_same_needs()
    {
        var asked = Two with { SendPending = true };
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
        var needs = new[] { "shelter", "medical", "legal-aid" }
            .Select(kind => new Need(kind, "urgent", null, 1, []))
            .ToList();
        var order = after
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split('<'))
            .ToDictionary(one => one[0], one => one[1]);

        (
            ReferralRequestBuilder.InOrder(needs, order) is { } all
                ? string.Join(' ', all.Select(need => need.Kind))
                : null
        ).ShouldBe(ordered);
    }

    private static Chosen Place(string name) =>
        new(Guid.NewGuid(), new LocalText(name, null), "o", Guid.NewGuid(), Guid.NewGuid());
}
