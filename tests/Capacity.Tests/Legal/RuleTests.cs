using ReferralNetwork.LegalAid.Domain;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity.Tests.Legal;

/// <summary>The rules of a legal desk as plain functions.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("Sok Dara", "DARA, sok")]
    [InlineData("Sok  Dara", "Sok-Dara")]
    [InlineData("Nguyễn Thị Hoa", "NGUYEN THI HOA")]
    [InlineData("Nguye\u0302\u0303n Hoa", "Nguyễn Hoa")]
    [InlineData("Ｓｏｋ　Ｄａｒａ", "Sok Dara")]
    [InlineData("សុខ ដារ៉ា", "ដារ៉ា សុខ")]
    [InlineData("សុខ\u200Bដារ៉ា", "សុខ ដារ៉ា")]
    [InlineData("សុខដារ៉ា", "សុខ ដារ៉ា")]
    public void One_name_written_twice_is_one(string name, string again) =>
        Names.Forms(name).Intersect(Names.Forms(again)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("Sok Dara", "Sok Dary")]
    [InlineData("Sok Dara", "Sok")]
    [InlineData("សុខ ដារ៉ា", "សុខ ដារា")]
    public void Two_names_are_two(string name, string other) =>
        Names.Forms(name).Intersect(Names.Forms(other)).ShouldBeEmpty();

    [Theory]
    [InlineData(" ")]
    [InlineData("-- ? --")]
    [InlineData("\u200B")]
    public void What_has_no_letter_is_no_name(string text) => Names.Forms(text).ShouldBeEmpty();

    private static readonly MatterFacts Matter = new("17", ["vi"], ["criminal-complaint", "witness-support"]);

    public static TheoryData<string, string[], string[], string[], int, string> Lawyers =>
        new()
        {
            { "all of it", ["17"], ["km", "vi"], ["criminal-complaint"], 0, "province language matter load" },
            { "anywhere", [], ["vi"], ["witness-support"], 0, "province language matter load" },
            { "another province", ["12"], ["vi"], ["witness-support"], 0, "language matter load" },
            { "needs an interpreter", ["17"], ["km"], ["witness-support"], 0, "province matter load" },
            { "does something else", ["17"], ["vi"], ["identity-papers"], 0, "province language load" },
            { "full", ["17"], ["vi"], ["witness-support"], 4, "province language matter" },
        };

    [Theory]
    [MemberData(nameof(Lawyers))]
    public void It_is_said_what_fits(
        string name,
        string[] provinces,
        string[] languages,
        string[] does,
        int load,
        string fits
    ) =>
        LawyerRanking
            .Rank([new Lawyer(Guid.Empty, name, provinces, languages, does, 4, load)], Matter)
            .ShouldHaveSingleItem()
            .Fits.ShouldBe(fits.Split(' '));

    [Fact]
    public void Who_fits_best_and_has_least_is_first_and_who_is_full_last()
    {
        Lawyer Of(string name, int load, string province = "17", string does = "witness-support") =>
            new(Guid.NewGuid(), name, [province], ["vi"], [does], 4, load);

        LawyerRanking
            .Rank(
                [
                    Of("full", 4),
                    Of("elsewhere", 0, "12"),
                    Of("busy", 3),
                    Of("free", 1),
                    Of("other work, elsewhere", 0, "12", "identity-papers"),
                ],
                Matter
            )
            .Select(one => one.Name)
            .ShouldBe(["free", "busy", "elsewhere", "other work, elsewhere", "full"]);
    }

    [Fact]
    public void A_survivor_whose_language_is_not_known_is_understood_by_everybody() =>
        LawyerRanking
            .Rank([new Lawyer(Guid.Empty, "A", [], ["km"], [], 1, 0)], Matter with { Languages = [] })[0]
            .Fits.ShouldContain("language");

    [Theory]
    [InlineData(30, false, "survivor lawyer-with-mandate association")]
    [InlineData(18, false, "survivor lawyer-with-mandate association")]
    [InlineData(17, false, "guardian special-guardian lawyer-with-mandate association")]
    [InlineData(18, true, "guardian special-guardian lawyer-with-mandate association")]
    public void A_child_never_complains_alone_and_a_doubtful_age_is_a_childs(int age, bool estimated, string may) =>
        WhoMayComplain
            .For(WhoMayComplain.IsChild(Given.Survivor with { Age = age, AgeEstimated = estimated }))
            .ShouldBe(may.Split(' '));
}
