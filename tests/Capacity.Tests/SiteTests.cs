using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Where a protected house lies is told to the escort it is released to, and to nobody else (rule
/// 6).</summary>
[Collection(nameof(Shelters))]
public sealed class SiteTests(Shelters service)
{
    private const string Secret = "behind the market";
    private readonly string _token = TestTokens.Provider(Guid.NewGuid());

    [Fact]
    public async Task A_protected_address_is_in_no_answer()
    {
        var made = await Make(isPublic: false, Secret);
        var path = $"/sites/{made.Text("id")}";

        Answer[] answers =
        [
            made,
            await Read(path),
            await service.Ask(HttpMethod.Get, "/sites", _token),
            await Edit(path, isPublic: false, "in the next street"),
            await Read(path),
        ];

        answers.ShouldAllBe(answer =>
            answer.Status < 300
            && !answer.Body.ToString().Contains("market")
            && !answer.Body.ToString().Contains("street")
        );
        foreach (var answer in answers.Where(answer => answer.Body.TryGetProperty("address", out _)))
            Address(answer).ShouldBe((null, true));
    }

    [Fact]
    public async Task A_public_address_is_shown() =>
        Address(await Read($"/sites/{(await Make(isPublic: true, Secret)).Text("id")}")).ShouldBe((Secret, true));

    [Fact]
    public async Task An_address_left_out_is_kept_and_a_protected_one_is_not_shown_by_making_its_site_public()
    {
        var path = $"/sites/{(await Make(isPublic: false, Secret)).Text("id")}";

        Address(await Edit(path, isPublic: false, null)).ShouldBe((null, true));
        var shown = await TryToEdit(path, Body(isPublic: true, null));
        (shown.Status, shown.Body.GetProperty("errors").TryGetProperty("address", out _)).ShouldBe((400, true));
        shown.Body.ToString().ShouldNotContain(Secret);
        Address(await Read(path)).ShouldBe((null, true));
        Address(await Edit(path, isPublic: true, "in the next street")).ShouldBe(("in the next street", true));
        Address(await Edit(path, isPublic: true, null)).ShouldBe(("in the next street", true));
        Address(await Edit(path, isPublic: false, null)).ShouldBe((null, true));
    }

    [Fact]
    public async Task A_house_with_places_does_not_move_elsewhere_under_plans_that_were_judged_by_where_it_is()
    {
        var house = await service.AddPool(1);
        var (path, token) = ($"/sites/{house.Site}", TestTokens.Provider(house.Organisation));
        var elsewhere = new { name = new { en = "House" }, area = new { province = "02" } };
        await service.Deliver(
            new PlacesChanged([new Place("02", new LocalText("Battambang", null), 13.1, 103.2, false)])
        );

        (await TryToEdit(path, elsewhere, token)).Text("reason").ShouldBe("has-pools");

        (await service.Ask(HttpMethod.Delete, $"/pools/{house.Pool}", token)).Status.ShouldBe(204);
        (await TryToEdit(path, elsewhere, token))
            .ShouldBeOk()
            .Body.GetProperty("area")
            .GetProperty("province")
            .GetString()
            .ShouldBe("02");
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task An_empty_address_removes_it(bool isPublic)
    {
        var path = $"/sites/{(await Make(isPublic, Secret)).Text("id")}";
        Address(await Edit(path, isPublic, "")).ShouldBe((null, false));
        Address(await Edit(path, isPublic: true, null)).ShouldBe((null, false));
    }

    [Fact]
    public async Task The_named_escort_is_told_a_protected_address_also_after_an_edit_without_it()
    {
        var house = await service.AddPool(1);
        var referral = await service.Send([house]);
        (await service.Act(house, referral, "accept")).ShouldBeOk();
        (await service.Act(house, referral, "schedule")).ShouldBeOk();
        Address(await Edit($"/sites/{house.Site}", isPublic: false, null, TestTokens.Provider(house.Organisation)))
            .ShouldBe((null, true));

        var released = await service.Ask(
            HttpMethod.Post,
            $"/attempts/{referral}/address",
            TestTokens.For(Given.Referrer.Id, Roles.Caseworker),
            new { escort = "Ms Srey" }
        );

        released.ShouldBeOk().Text("address").ShouldBe(Secret);
    }

    [Theory]
    [
        InlineData("(+855)\u00a012\u2011345 678", "+85512345678"),
        InlineData("០១២ ៣៤៥ ៦៧៨", "+85512345678"),
        InlineData("+855 00 000 199", "+85500000199"),
        InlineData(null, null)
    ]
    public async Task An_intake_contact_is_kept_in_its_standard_form(string? typed, string? kept) =>
        (await service.Ask(HttpMethod.Post, "/sites", _token, Body(false, null, typed)))
            .Body.GetProperty("intakeContact")
            .GetString()
            .ShouldBe(kept);

    [Theory]
    [
        InlineData("House 5, behind the market"),
        InlineData("call Sok 012 345 678"),
        InlineData("12345678901234567890"),
        InlineData("\u200b"),
        InlineData("")
    ]
    public async Task An_intake_contact_that_is_no_telephone_number_is_refused_by_name(string typed)
    {
        var refused = await service.Ask(HttpMethod.Post, "/sites", _token, Body(false, null, typed));

        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(["intakeContact"]);
    }

    [Theory]
    [InlineData("\u200b\u2060"), InlineData("\u3164"), InlineData("\u00ad"), InlineData("...")]
    public async Task A_name_without_a_visible_letter_is_refused(string name) =>
        (
            await service.Ask(
                HttpMethod.Post,
                "/sites",
                _token,
                new { name = new { en = name }, area = new { province = "01" } }
            )
        ).Status.ShouldBe(400);

    private Task<Answer> Make(bool isPublic, string address) =>
        service.Ask(HttpMethod.Post, "/sites", _token, Body(isPublic, address));

    private async Task<Answer> Edit(string path, bool isPublic, string? address, string? token = null) =>
        (await TryToEdit(path, Body(isPublic, address), token)).ShouldBeOk();

    private async Task<Answer> TryToEdit(string path, object body, string? token = null) =>
        await service.Ask(
            HttpMethod.Put,
            path,
            token ?? _token,
            body,
            (await service.Ask(HttpMethod.Get, path, token ?? _token)).ETag
        );

    private async Task<Answer> Read(string path) => (await service.Ask(HttpMethod.Get, path, _token)).ShouldBeOk();

    private static object Body(bool isPublic, string? address, string? intakeContact = null) =>
        new
        {
            name = new { en = "House" },
            area = new { province = "01" },
            @public = isPublic,
            address,
            intakeContact,
        };

    private static (string? Address, bool Kept) Address(Answer site) =>
        (site.Body.GetProperty("address").GetString(), site.Body.GetProperty("addressKept").GetBoolean());
}
