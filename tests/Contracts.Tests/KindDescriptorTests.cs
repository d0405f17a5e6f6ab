namespace ReferralNetwork.Contracts.Tests;

/// <summary>What a kind's <c>kind.json</c> may say, so that whatever is made from it holds together.</summary>
public sealed class KindDescriptorTests
{
    [Fact]
    public void No_two_kinds_share_a_code_a_route_a_place_or_a_measure()
    {
        KindDescriptor.All.Count.ShouldBeGreaterThan(3);
        KindDescriptor.All.Select(kind => kind.Code).ShouldBeUnique();
        KindDescriptor.All.Select(kind => kind.Route).ShouldBeUnique();
        KindDescriptor.All.Select(kind => kind.Order).ShouldBeUnique();
        KindDescriptor.All.SelectMany(kind => kind.Measures).Select(measure => measure.Code).ShouldBeUnique();
    }

    [Fact]
    public void What_a_kind_names_is_in_its_own_lists()
    {
        foreach (var kind in KindDescriptor.All)
        {
            kind.Offers.ShouldNotBeEmpty(kind.Code);
            kind.Offers.ShouldBeUnique(kind.Code);
            kind.InWindow.Except(kind.Offers).ShouldBeEmpty(kind.Code);
            kind.ByDayOnly.Except(kind.Offers).ShouldBeEmpty(kind.Code);
            kind.Measures.Select(measure => measure.List).Except(kind.Lists.Keys).ShouldBeEmpty(kind.Code);
        }
    }

    [Fact]
    public void A_kind_is_found_by_its_code_and_by_its_route_and_another_is_not()
    {
        foreach (var kind in KindDescriptor.All)
        {
            KindDescriptor.Find(kind.Code).ShouldBeSameAs(kind);
            KindDescriptor.Of(kind.Code).ShouldBeSameAs(kind);
            KindDescriptor.At(kind.Route).ShouldBeSameAs(kind);
        }
        KindDescriptor.Find("no-such-kind").ShouldBeNull();
        Should.Throw<KeyNotFoundException>(() => KindDescriptor.Of("no-such-kind"));
        Should.Throw<KeyNotFoundException>(() => KindDescriptor.At("no-such-route"));
    }

    // "work" of two kinds would be one breakdown of the figures with two sets of answers.
    [Fact]
    public void Two_kinds_with_a_list_of_one_name_that_is_measured_do_not_exist() =>
        KindDescriptor
            .All.SelectMany(kind => kind.Measures.Select(measure => measure.List).Distinct())
            .ShouldBeUnique();

    [Fact]
    public void Codes_are_lower_case_words_with_hyphens() =>
        KindDescriptor
            .All.SelectMany(kind => kind.Lists.Values.SelectMany(list => list).Append(kind.Code).Append(kind.Route))
            .ShouldAllBe(code => code.All(c => c == '-' || char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
}
