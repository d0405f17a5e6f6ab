using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Contracts.Tests;

public sealed class EligibilityTests
{
    private static readonly Criteria Girl = new("female", 16, false, ["trafficking"], ["km"], 0, [], []);

    private static string? Misfit(Eligibility pool, Criteria who, string unit = EligibilityRules.Bed) =>
        EligibilityRules.Match(pool, unit, who).Misfit;

    [Fact]
    public void A_pool_without_conditions_takes_anyone_who_is_alone() =>
        EligibilityRules
            .Match(Eligibility.Anyone, EligibilityRules.Bed, Girl)
            .ShouldSatisfyAllConditions(m => m.Fits.ShouldBeTrue(), m => m.Fit.ShouldBeEmpty());

    [
        Theory,
        InlineData("female", null),
        InlineData("male", "wrong-sex"),
        InlineData("other", "wrong-sex"),
        InlineData(null, null)
    ]
    public void Sex(string? sex, string? misfit) =>
        Misfit(new(Sexes: ["female"]), Girl with { Sex = sex }).ShouldBe(misfit);

    [Theory, InlineData("women", null), InlineData("men", "wrong-sex"), InlineData(null, null)]
    public void The_rooms_she_asks_to_be_placed_in(string? placeAs, string? misfit) =>
        Misfit(new(PlaceAs: ["women", "private"]), Girl with { PlaceAs = placeAs }).ShouldBe(misfit);

    [
        Theory,
        InlineData(11, "wrong-age"),
        InlineData(12, null),
        InlineData(17, null),
        InlineData(18, "wrong-age"),
        InlineData(31, "wrong-age")
    ]
    public void Age_from_and_to_inclusive(int age, string? misfit) =>
        Misfit(new(MinAge: 12, MaxAge: 17), Girl with { Age = age }).ShouldBe(misfit);

    [Theory]
    [
        InlineData(18, 17),
        InlineData(19, 17),
        InlineData(20, 20),
        InlineData(17, 17),
        InlineData(16, 16),
        InlineData(30, 30)
    ]
    public void A_doubtful_age_counts_as_under_18_where_either_is_possible(int stated, int counted)
    {
        EligibilityRules.EffectiveAge(stated, estimated: true).ShouldBe(counted);
        EligibilityRules.EffectiveAge(stated, estimated: false).ShouldBe(stated);
    }

    [Fact]
    public void A_doubtful_age_is_taken_by_the_childrens_house_and_not_by_the_adults()
    {
        var doubtful = Girl with { Age = 18, AgeEstimated = true };
        Misfit(new(MaxAge: 17), doubtful).ShouldBeNull();
        Misfit(new(MinAge: 18), doubtful).ShouldBe("wrong-age");
        Misfit(new(MaxAge: 17), doubtful with { AgeEstimated = false }).ShouldBe("wrong-age");
    }

    [Theory]
    [InlineData("female", 14, null, "wrong-sex")]
    [InlineData(null, 14, null, null)]
    [InlineData(null, 14, true, null)]
    [InlineData(null, 14, false, "wrong-need")]
    [InlineData(null, 18, null, "wrong-age")]
    public void Twins_of_two_sexes_are_taken_together_or_not_at_all(
        string? takes,
        int brother,
        bool? together,
        string? misfit
    )
    {
        var match = EligibilityRules.Match(
            new(Sexes: takes is null ? null : [takes], MaxAge: 17, SiblingsTogether: together),
            EligibilityRules.Bed,
            Girl with
            {
                Siblings = [new("male", brother)],
            }
        );
        match.Misfit.ShouldBe(misfit);
        match.Fit.Contains("siblings").ShouldBe(misfit is null && together == true);
    }

    [Theory, InlineData(0, "wrong-age"), InlineData(1, "wrong-age"), InlineData(2, null)]
    public void Infants(int age, string? misfit) =>
        Misfit(new(Infants: false), Girl with { Age = age }).ShouldBe(misfit);

    [
        Theory,
        InlineData("trafficking", null),
        InlineData("family-violence", "wrong-need"),
        InlineData("hiv", "wrong-need")
    ]
    public void One_need_that_is_served_is_enough(string need, string? misfit)
    {
        Misfit(new(Needs: ["trafficking", "legal"]), Girl with { Needs = [need] }).ShouldBe(misfit);
        Misfit(new(Needs: ["trafficking", "legal"]), Girl with { Needs = [need, "legal"] }).ShouldBeNull();
    }

    [Fact]
    public void Nobody_is_turned_away_for_being_pregnant()
    {
        foreach (var prepared in new bool?[] { null, true, false })
            Misfit(new(Pregnant: prepared), Girl with { Needs = ["trafficking", "pregnancy"] }).ShouldBeNull();
    }

    [Theory, InlineData("vi", null), InlineData("th", "no-language")]
    public void One_shared_language_is_enough(string language, string? misfit) =>
        Misfit(new(Languages: ["km", "vi"]), Girl with { Languages = ["en", language] }).ShouldBe(misfit);

    [
        Theory,
        InlineData(null, 1, "wrong-need"),
        InlineData(0, 1, "wrong-need"),
        InlineData(2, 2, null),
        InlineData(2, 3, "wrong-need"),
        InlineData(null, 0, null)
    ]
    public void Children_come_only_where_they_are_expected(int? most, int children, string? misfit) =>
        Misfit(new(MaxChildren: most), Girl with { WithChildren = children }).ShouldBe(misfit);

    [Theory, InlineData(null, 2, null), InlineData(2, 2, null), InlineData(1, 2, "wrong-need")]
    public void Where_nobody_sleeps_children_are_refused_only_by_who_says_so(int? most, int children, string? misfit) =>
        Misfit(new(MaxChildren: most), Girl with { WithChildren = children }, unit: "appointment").ShouldBe(misfit);

    [Fact]
    public void Children_named_one_by_one_are_counted_too() =>
        Misfit(new(MaxChildren: 1), Girl with { Children = [new("female", 3), new("female", 5)] })
            .ShouldBe("wrong-need");

    [
        Theory,
        InlineData("male", 12, null),
        InlineData("male", 13, "wrong-age"),
        InlineData("female", 15, null),
        InlineData("male", 2, null),
        InlineData("male", 1, "wrong-age")
    ]
    public void Sons_up_to_an_age_and_no_infants(string sex, int age, string? misfit) =>
        Misfit(
                new(MaxBoyAge: 12, MaxChildren: 3, Infants: false),
                Girl with
                {
                    WithChildren = 1,
                    Children = [new(sex, age)],
                }
            )
            .ShouldBe(misfit);

    [Theory]
    [InlineData(17, false, true)]
    [InlineData(18, false, false)]
    [InlineData(19, true, true)]
    [InlineData(20, true, false)]
    public void Who_is_under_18_or_may_be_is_a_child(int age, bool estimated, bool isChild)
    {
        EligibilityRules.MayBeChild(age, estimated).ShouldBe(isChild);
        EligibilityRules.IsOfChild(age, estimated, siblings: null).ShouldBe(isChild);
        EligibilityRules.IsOfChild(30, false, [new("male", age)]).ShouldBe(age < 18);
        EligibilityRules.IsOfChild(30, false, [new("male", 40), new("male", age)]).ShouldBe(age < 18);
    }

    [Theory]
    [InlineData(12, null)]
    [InlineData(null, 17)]
    public void An_age_that_meets_one_bound_is_named_as_fitting(int? from, int? to) =>
        EligibilityRules.Match(new(MinAge: from, MaxAge: to), EligibilityRules.Bed, Girl).Fit.ShouldBe(["age"]);

    [Fact]
    public void Of_several_that_keep_her_out_the_first_in_a_fixed_order_is_told()
    {
        var pool = new Eligibility(
            Sexes: ["male"],
            MinAge: 30,
            MaxChildren: 0,
            SiblingsTogether: false,
            Needs: ["legal"],
            Languages: ["th"],
            Requires: ["id"],
            AreaServed: ["02"]
        );
        var who = Girl with
        {
            WithChildren = 1,
            Siblings = [new("female", 14)],
            Access = ["deaf"],
            Has = [],
            From = "0102",
        };
        var told = new List<string?>();
        // Each that is told is mended, until nothing keeps her out.
        foreach (
            var mended in new Func<Eligibility, Eligibility>[]
            {
                was => was with { Sexes = null },
                was => was with { MinAge = null },
                was => was with { Needs = null },
                was => was with { Languages = null },
                was => was with { MaxChildren = 1 },
                was => was with { SiblingsTogether = true },
                was => was with { Access = ["deaf"] },
                was => was with { Requires = null },
                was => was with { AreaServed = null },
            }
        )
        {
            told.Add(Misfit(pool, who));
            pool = mended(pool);
        }

        told.ShouldBe([
            "wrong-sex",
            "wrong-age",
            "wrong-need",
            "no-language",
            "wrong-need",
            "wrong-need",
            "not-accessible",
            "paperwork",
            "wrong-area",
        ]);
        Misfit(pool, who).ShouldBeNull();
    }

    [Fact]
    public void What_people_can_make_up_for_is_left_out_and_nothing_else()
    {
        var pool = new Eligibility(Sexes: ["male"], Languages: ["th"], Requires: ["id"]);
        var despite = EligibilityRules.Despite(Girl, ["no-language", "paperwork"]);

        Misfit(pool, despite).ShouldBe("wrong-sex");
        Misfit(pool with { Sexes = null }, despite).ShouldBeNull();
        EligibilityRules.Despite(Girl, lacking: null).ShouldBe(Girl);
    }

    [Fact]
    public void Every_access_she_needs_must_be_there()
    {
        Misfit(new(Access: ["step-free", "deaf"]), Girl with { Access = ["deaf"] }).ShouldBeNull();
        Misfit(new(Access: ["step-free"]), Girl with { Access = ["step-free", "deaf"] }).ShouldBe("not-accessible");
        Misfit(Eligibility.Anyone, Girl with { Access = ["deaf"] }).ShouldBe("not-accessible");
    }

    [Fact]
    public void Papers_decide_only_where_somebody_asked_for_them()
    {
        Misfit(new(Requires: ["id", "police-report"]), Girl with { Has = ["id"] }).ShouldBe("paperwork");
        Misfit(new(Requires: ["id"]), Girl with { Has = ["id", "medical-check"] }).ShouldBeNull();
        Misfit(new(Requires: ["none"]), Girl with { Has = [] }).ShouldBeNull();
        Misfit(new(Requires: ["id"]), Girl).ShouldBeNull();
    }

    [
        Theory,
        InlineData("0102", null),
        InlineData("01", "wrong-area"),
        InlineData("0201", "wrong-area"),
        InlineData("010203", null),
        InlineData(null, null)
    ]
    public void The_area_she_comes_from(string? from, string? misfit) =>
        Misfit(new(AreaServed: ["0102", "03"]), Girl with { From = from }).ShouldBe(misfit);

    [Fact]
    public void What_fits_is_named_in_a_fixed_order()
    {
        var pool = new Eligibility(
            Sexes: ["female"],
            MinAge: 12,
            MaxAge: 17,
            MaxChildren: 2,
            Needs: ["trafficking"],
            Languages: ["km"],
            Access: ["deaf"],
            AreaServed: ["01"]
        );
        var who = Girl with { WithChildren = 1, Access = ["deaf"], From = "0102" };

        EligibilityRules
            .Match(pool, EligibilityRules.Bed, who)
            .Fit.ShouldBe(["sex", "age", "need", "language", "children", "access", "area"]);
        EligibilityRules.Match(pool, EligibilityRules.Bed, who with { Sex = "male" }).Fit.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_not_said_decides_nothing() =>
        EligibilityRules
            .Match(
                new(
                    Sexes: ["female"],
                    MinAge: 18,
                    Needs: ["legal"],
                    Languages: ["th"],
                    Requires: ["id"],
                    AreaServed: ["02"]
                ),
                EligibilityRules.Bed,
                new Criteria()
            )
            .Fits.ShouldBeTrue();
}
