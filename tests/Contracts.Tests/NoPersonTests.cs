using System.Text.RegularExpressions;

namespace ReferralNetwork.Contracts.Tests;

/// <summary>No event has a place for who somebody is, where she is or what she tells.</summary>
public sealed partial class NoPersonTests
{
    /// <summary>Each with why it is no person's.</summary>
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["AvailabilityChanged.OrganisationName"] = "a partner's published name",
        ["AvailabilityChanged.Name"] = "a pool's published name",
        ["AvailabilityChanged.IntakeContact"] = "a pool's published line",
        ["Eligibility.NightContact"] = "a pool's published line at night",
        ["AttemptChanged.OrganisationName"] = "a partner's published name",
        ["OrganisationChanged.Name"] = "a partner's published name",
        ["Party.Name"] = "a partner's published name",
        ["Place.Name"] = "a province's, district's or commune's name",
    };

    [Fact]
    public void No_member_is_named_like_a_persons() => Suspects().Except(Allowed.Keys).ShouldBeEmpty();

    [Fact]
    public void No_exception_is_out_of_date() => Allowed.Keys.Except(Suspects()).ShouldBeEmpty();

    [Fact]
    public void A_survivor_is_her_needs_and_no_more() =>
        Events
            .Members(typeof(V1.Survivor))
            .Select(member => member.Name)
            .ShouldBe([
                "Sex",
                "Age",
                "AgeEstimated",
                "Languages",
                "Needs",
                "WithChildren",
                "Children",
                "Access",
                "PlaceAs",
                "Has",
                "Siblings",
            ]);

    [Fact]
    public void A_child_is_sex_and_age() =>
        Events.Members(typeof(V1.Child)).Select(member => member.Name).ShouldBe(["Sex", "Age"]);

    [Fact]
    public void No_member_can_hold_what_nobody_has_thought_of() =>
        Events
            .Records.SelectMany(Events.Members)
            .Select(member => Events.Core(member.PropertyType))
            .Where(type =>
                type == typeof(object)
                || typeof(System.Collections.IDictionary).IsAssignableFrom(type)
                || type.FullName!.StartsWith("System.Text.Json", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();

    private static List<string> Suspects() =>
        [
            .. Events.Records.SelectMany(type =>
                Events
                    .Members(type)
                    .Where(member => Personal().IsMatch(member.Name))
                    .Select(member => $"{type.Name}.{member.Name}")
            ),
        ];

    [GeneratedRegex(
        "name|contact|narrative|address|phone|email|mail|escort|text|note|remark|comment|detail|birth|photo|street|village|nationality|passport|story|safe",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Personal();
}
