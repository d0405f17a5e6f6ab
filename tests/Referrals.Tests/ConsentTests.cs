using System.Text.Json;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Referrals.Features;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>No consent, no referral (rule 5).</summary>
public sealed class ConsentTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ConsentInput Given = new(
        null,
        ["placement"],
        JsonElement.Parse("\"plan\""),
        ["name"],
        "km",
        "spoken",
        null,
        true,
        true,
        null,
        null,
        null,
        null,
        "1",
        Now.AddDays(30),
        null
    );

    private static readonly BestInterestInput Judged = new(
        "duty social worker",
        Now.AddHours(-1),
        "a shelter or an aunt",
        "wants her aunt",
        "nobody there drinks"
    );

    private static Survivor Aged(int age, bool estimated = false) =>
        new("female", age, estimated, ["km"], [], 0, [], []);

    [Fact]
    public void A_grown_woman_needs_no_guardian() => Check(Given, Aged(30)).ShouldBeNull();

    [Theory]
    [InlineData(17, false)]
    [InlineData(18, true)]
    [InlineData(19, true)]
    public void A_child_or_one_who_may_be_a_child_says_yes_itself_and_a_guardian_or_a_best_interest_does(
        int age,
        bool estimated
    )
    {
        var asked = Given with { Assent = "yes", Guardian = "none" };
        Field(Check(Given, Aged(age, estimated))).ShouldBe("consent.assent");
        Field(Check(Given with { Assent = "yes" }, Aged(age, estimated))).ShouldBe("consent.guardian");
        Field(Check(asked, Aged(age, estimated))).ShouldBe("consent.bestInterest");
        Check(asked with { BestInterest = Judged }, Aged(age, estimated)).ShouldBeNull();
        Check(
                asked with
                {
                    Assent = "unable",
                    AssentReason = "two months old",
                    BestInterest = Judged,
                },
                Aged(age, estimated)
            )
            .ShouldBeNull();
        Check(asked with { Guardian = "consents" }, Aged(age, estimated)).ShouldBeNull();
    }

    [Theory]
    [InlineData(9, "consent.assent")]
    [InlineData(18, null)]
    public void A_child_who_comes_along_as_a_sibling_is_asked_too(int age, string? fault)
    {
        var grown = Aged(20) with { Siblings = [new Child("female", age)] };
        var answer = Check(Given, grown);
        (answer is null ? null : Field(answer)).ShouldBe(fault);
        Check(Given with { Assent = "yes", Guardian = "none", BestInterest = Judged }, grown).ShouldBeNull();
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("suspected")]
    [InlineData("unsafe")]
    [InlineData("unreachable")]
    [InlineData("none")]
    public void Without_a_guardian_who_consents_it_is_judged_what_is_best(string guardian)
    {
        var asked = Given with { Assent = "yes", Guardian = guardian };
        Field(Check(asked, Aged(12))).ShouldBe("consent.bestInterest");
        Check(asked with { BestInterest = Judged }, Aged(12)).ShouldBeNull();
        Field(Check(asked with { BestInterest = Judged with { At = Now.AddHours(1) } }, Aged(12)))
            .ShouldBe("consent.bestInterest.at");
    }

    [Fact]
    public void A_judgement_says_who_when_between_what_and_why()
    {
        var asked = Given with { Assent = "yes", Guardian = "none", BestInterest = new(null, null, null, null, null) };
        Faults(asked)
            .ShouldBe([
                "BestInterest.Role",
                "BestInterest.At",
                "BestInterest.Options",
                "BestInterest.Views",
                "BestInterest.Why",
            ]);
    }

    [Fact]
    public void That_limits_were_explained_and_whether_she_was_alone_is_asked()
    {
        Faults(Given with { LimitsExplained = null, Alone = null }).ShouldBe(["LimitsExplained", "Alone"]);
        Faults(Given with { LimitsExplained = false }).ShouldBe(["LimitsExplained"]);
        Faults(Given).ShouldBeEmpty();
    }

    [Fact]
    public void Not_asked_alone_nothing_of_who_she_is_goes_along()
    {
        Faults(Given with { Alone = false }).ShouldBe(["Fields"]);
        Faults(Given with { Alone = false, Fields = [] }).ShouldBeEmpty();
        Field(Check(Given with { Alone = false, Fields = [] }, Aged(30), new DetailsRequest("A", null, null, null)))
            .ShouldBe("details.name");
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(18, false)]
    public void Where_neither_is_in_doubt_she_decides_herself(int age, bool estimated) =>
        Check(Given, Aged(age, estimated)).ShouldBeNull();

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(6 * 365)]
    public void Consent_that_is_over_or_without_end_is_none(int days) =>
        Field(Check(Given with { ExpiresAt = Now.AddDays(days) }, Aged(30))).ShouldBe("consent.expiresAt");

    [Fact]
    public void What_consent_does_not_cover_is_refused_by_its_field()
    {
        Field(Check(Given, Aged(30), new DetailsRequest("A", "B", null, null))).ShouldBe("details.contact");
        Field(Check(Given, Aged(30), new DetailsRequest(null, null, null, "C"))).ShouldBe("details.narrative");
        Check(Given, Aged(30), new DetailsRequest("A", null, null, null)).ShouldBeNull();
    }

    [Fact]
    public void A_life_in_danger_needs_no_consent_but_an_emergency_and_no_identity()
    {
        var vital = new ConsentInput(
            "vital-interest",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "unconscious"
        );
        Check(vital, Aged(30), urgency: "emergency").ShouldBeNull();
        Field(Check(vital, Aged(30), urgency: "urgent")).ShouldBe("consent.basis");
        Field(Check(vital, Aged(30), new DetailsRequest("A", null, null, null), "emergency")).ShouldBe("details");
    }

    [Fact]
    public void Details_show_only_what_is_covered() =>
        new DetailsRequest("A", "B", new ContactRule(["none"], null, null, null), "C")
            .Covered(["narrative"])
            .ShouldBe(new DetailsRequest(null, null, null, "C"));

    [Theory]
    [InlineData("\"plan\"", 0)]
    [InlineData("[\"01a2011b-22ae-77ea-8557-afab3e4f1a34\"]", 1)]
    public void Recipients_are_the_plan_or_named_organisations(string json, int count)
    {
        var consent = Given with { Recipients = JsonElement.Parse(json) };
        consent.RecipientIds()!.Count.ShouldBe(count);
        new ConsentInputValidator().Validate(consent).IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"everybody\"")]
    [InlineData("[]")]
    [InlineData("[\"not an id\"]")]
    [InlineData("7")]
    public void Recipients_that_name_nobody_are_refused(string json) =>
        new ConsentInputValidator()
            .Validate(Given with { Recipients = JsonElement.Parse(json) })
            .Errors.ShouldContain(error => error.PropertyName == nameof(ConsentInput.Recipients));

    [Theory]
    [InlineData("no", null, "Assent")]
    [InlineData("perhaps", null, "Assent")]
    [InlineData("unable", null, "AssentReason")]
    [InlineData("unable", " ", "AssentReason")]
    public void A_child_that_does_not_say_yes_is_not_referred(string assent, string? reason, string fault) =>
        Faults(Given with { Assent = assent, AssentReason = reason }).ShouldBe([fault]);

    private static string[] Faults(ConsentInput consent) =>
        [.. new ConsentInputValidator().Validate(consent).Errors.Select(error => error.PropertyName).Distinct()];

    private static Refused? Check(
        ConsentInput consent,
        Survivor survivor,
        DetailsRequest? details = null,
        string urgency = "urgent"
    ) => ConsentRules.Check(consent, survivor, urgency, details, Now);

    private static string Field(Refused? answer) => answer.ShouldNotBeNull().Fields.Single();
}
