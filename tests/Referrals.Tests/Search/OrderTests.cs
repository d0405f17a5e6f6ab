using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Domain.Search;
using static ReferralNetwork.Referrals.Tests.Search.Given;

namespace ReferralNetwork.Referrals.Tests.Search;

/// <summary>The pool that must come first has the higher id and, where it can, every lesser advantage against
/// it.</summary>
public class OrderTests
{
    private static readonly Position Poipet = new(13.656, 102.563);
    private static readonly Criteria Girl = new(Sex: "female", Age: 16);
    private static readonly Eligibility Girls = new(Sexes: ["female"], MaxAge: 17);

    [Fact]
    public void Open_comes_before_full_however_fresh_the_full_one_is() =>
        Index(Pool(1, free: 0), Pool(2, hoursOld: 100)).Found(Shelters).ShouldBe([2, 1]);

    [Fact]
    public void Of_a_place_with_room_for_one_nobody_is_told_that_it_has_room_for_three()
    {
        var small = Index(Pool(1, free: 1))
            .Search(Shelters with { Places = 3, OpenOnly = false }, Now)
            .Items.Single()
            .Why;
        (small.For.Contains("free"), small.Against.Contains("full")).ShouldBe((false, true));
        Index(Pool(1, free: 3))
            .Search(Shelters with { Places = 3, OpenOnly = false }, Now)
            .Items.Single()
            .Why.For.ShouldContain("free");
    }

    [Fact]
    public void Fresher_comes_before_a_better_fit() =>
        Index(Pool(1, hoursOld: 80, takes: Girls), Pool(2, hoursOld: 30, takes: Girls), Pool(3, hoursOld: 1))
            .Found(For(Girl))
            .ShouldBe([3, 2, 1]);

    [Fact]
    public void A_better_fit_comes_before_a_nearer_place() =>
        Index(Pool(1, area: "0110"), Pool(2, area: "1201", takes: Girls))
            .Found(For(Girl) with { Near = Poipet })
            .ShouldBe([2, 1]);

    [Fact]
    public void Nearer_comes_before_farther() =>
        Index(Pool(1, area: "1201"), Pool(2, area: "17"), Pool(3, area: "0110"))
            .Found(Shelters with { Near = Poipet })
            .ShouldBe([3, 2, 1]);

    [Fact]
    public void What_has_no_known_place_comes_after_what_has_one()
    {
        var result = Index(Pool(1, area: "99"), Pool(2, area: "1201")).Search(Shelters with { Near = Poipet }, Now);

        result.Items.Select(hit => (hit.Pool.PoolId, hit.DistanceKm is null)).ShouldBe([(Id(2), false), (Id(1), true)]);
    }

    [Fact]
    public void Without_a_position_the_areas_follow_each_other_and_no_distance_is_told()
    {
        var result = Index(Pool(1, area: "1201"), Pool(3, area: "0102"), Pool(2, area: "0102")).Search(Shelters, Now);

        result.Items.Select(hit => hit.Pool.PoolId).ShouldBe([Id(2), Id(3), Id(1)]);
        result.Items.ShouldAllBe(hit => hit.DistanceKm == null);
    }

    [Fact]
    public void A_bed_comes_before_a_day_room_that_is_fresher_and_nearer() =>
        Index(
                Pool(1, access: "walk-in") with
                {
                    Trade = """{"stay":"drop-in"}""",
                },
                Pool(2, area: "1201", hoursOld: 60) with
                {
                    Trade = """{"stay":"emergency"}""",
                }
            )
            .Found(Shelters with { Near = Poipet, AdmitsAt = Now })
            .ShouldBe([2, 1]);

    [Fact]
    public void What_is_made_for_others_comes_after_what_is_for_anybody()
    {
        var index = Index(
            Pool(1, takes: new(Sexes: ["female"], Access: ["deaf"])),
            Pool(2, area: "1201", hoursOld: 60, takes: new(Access: ["step-free"]))
        );

        index.Found(Shelters with { Near = Poipet }).ShouldBe([2, 1]);
        index.Found(For(Girl with { Access = ["deaf"] }) with { Near = Poipet }).ShouldBe([1]);
    }

    [Fact]
    public void Tonight_the_nearer_comes_before_what_names_more_of_her() =>
        Index(Pool(1, area: "1201", takes: Girls), Pool(2))
            .Found(For(Girl) with { Near = Poipet, AdmitsAt = Now })
            .ShouldBe([2, 1]);

    [Fact]
    public void Tonight_a_place_at_once_comes_before_one_that_looks_at_her_first() =>
        Index(Pool(1, access: "assessment-first"), Pool(2, area: "1201", hoursOld: 60))
            .Found(Shelters with { Near = Poipet, AdmitsAt = Now })
            .ShouldBe([2, 1]);

    [Fact]
    public void Help_whose_hours_run_out_is_first_where_it_is_given_then_where_it_is_near()
    {
        var index = Index(
            Clinic(1, "0110", 1, "counselling"),
            Clinic(2, "1201", 1, "pep", "forensic"),
            Clinic(3, "0110", 60, "pep"),
            Clinic(4, "0110", 1, "pep") with
            {
                Admitting = false,
            }
        );
        var clinics = new SearchQuery(["medical"]) { Near = Poipet };

        index.Found(clinics with { MedicalWindow = 72 }).ShouldBe([3, 2, 1, 4]);
        index.Found(clinics).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void A_place_says_what_puts_it_before_others_and_what_behind()
    {
        var night = new DateTimeOffset(2025, 3, 10, 19, 0, 0, TimeSpan.Zero);
        var index = Index(
            Pool(1) with
            {
                Trade = """{"stay":"emergency"}""",
            },
            Pool(2, hoursOld: 30, access: "walk-in", takes: new(Access: ["deaf"], IntakeHours: "08:00-20:00")) with
            {
                Trade = """{"stay":"drop-in"}""",
            }
        );

        index
            .Search(Shelters with { AdmitsAt = night }, Now)
            .Items.Select(hit => $"{Say(hit.Why.For)}; {Say(hit.Why.Against)}")
            .ShouldBe([
                "doors-open free at-once bed general current; ",
                "free at-once; doors-closed day-only special stale",
            ]);
        index.Search(Shelters, Now).Items[0].Why.For.ShouldBe(["free", "bed", "general", "current"]);
    }

    private static string Say(IEnumerable<string> words) => string.Join(' ', words);

    private static AvailabilityChanged Clinic(int id, string area, int hoursOld, params string[] services) =>
        Pool(id, kind: "medical", area: area, hoursOld: hoursOld) with
        {
            Trade = JsonSerializer.Serialize(new { services }),
        };

    [Fact]
    public void Doors_closed_at_the_hour_come_last_even_after_the_full()
    {
        var closedThen = new Eligibility(Sexes: ["female"], IntakeHours: "08:00-17:00");
        var midnight = new DateTimeOffset(2025, 3, 10, 17, 0, 0, TimeSpan.Zero);
        var index = Index(Pool(1, takes: closedThen), Pool(2, hoursOld: 100, free: 0));

        index.Found(For(Girl) with { AdmitsAt = midnight }).ShouldBe([2, 1]);
        index.Found(For(Girl) with { AdmitsAt = midnight.AddHours(12) }).ShouldBe([1, 2]);
        index.Found(For(Girl)).ShouldBe([1, 2]);
    }

    [Fact]
    public void Full_waited_for_and_not_admitting_are_closed_and_open_only_leaves_them_out()
    {
        var index = Index(Pool(1, free: 0), Pool(2, waiting: 1), Pool(3, admitting: false), Pool(4));

        index.Found(Shelters).ShouldBe([4, 1, 2, 3]);
        index.Found(Shelters with { OpenOnly = true }).ShouldBe([4]);
        index.Search(Shelters with { OpenOnly = true }, Now).Total.ShouldBe(1);
    }

    [Fact]
    public void A_walk_in_is_open_whenever_it_admits() =>
        Index(Pool(1, free: 0, access: "walk-in"), Pool(2, free: 5, admitting: false, access: "walk-in"))
            .Found(Shelters with { OpenOnly = true })
            .ShouldBe([1]);

    [Fact]
    public void A_pool_that_may_not_take_her_is_not_found_and_a_hit_says_what_fits()
    {
        var hit = Index(Pool(1, takes: new(Sexes: ["male"])), Pool(2, takes: new(MinAge: 18)), Pool(3, takes: Girls))
            .Search(For(Girl), Now)
            .Items.ShouldHaveSingleItem();

        hit.Pool.PoolId.ShouldBe(Id(3));
        hit.Fit.ShouldBe(["sex", "age"]);
        hit.Open.ShouldBeTrue();
        hit.Freshness.ShouldBe(Freshness.Current);
    }
}
