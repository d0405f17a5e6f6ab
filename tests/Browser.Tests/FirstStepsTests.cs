using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ReferralNetwork.Browser.Tests;

public sealed class EmptyNetwork(Chromium chromium) : BrowserNetwork(chromium)
{
    protected override bool Demo => false;
}

/// <summary>From a network of nobody to the first house's first number.</summary>
public sealed class FirstStepsTests(EmptyNetwork network) : IClassFixture<EmptyNetwork>
{
    private const string Password = "seven slow oxen cross 4 rivers";

    [Fact]
    public async Task The_first_operator_admits_a_partner_whose_first_person_enters_the_first_places()
    {
        await using var office = await network.Visitor(Screen.Desktop("km"), "first-operator");
        await SetUp(office);
        await office.Page.GotoAsync("/");
        await office.SignIn("first", Password);
        office.At.ShouldBe("/partners");

        await office.Page.FillAsync("#Km", "ផ្ទះដើមចេក");
        await office.Page.FillAsync("#En", "Banana House");
        await office.Choose("Kinds", "shelter");
        await office.Page.ClickAsync("form:has(#Km) button");
        await office.Page.Reaches(url => url.Contains("/people/"));
        await office.Page.FillAsync("#Name", "Dara");
        foreach (var role in new[] { "publisher", "intake" })
            await office.Choose("Grant", role);
        await office.Press("Invite");
        var code = (await office.Page.Locator(".code.big").InnerTextAsync()).Trim();
        await office.Shot("invited");

        await using var house = await network.Visitor(Screen.Phone("km"), "first-house");
        await house.Page.GotoAsync("/");
        await house.Page.ClickAsync("a[href='/connect/join']");
        await house.Page.FillAsync("#Code", code);
        await house.Page.FillAsync("#UserName", "dara");
        await house.Page.FillAsync("#NewPassword", Password + "!");
        await house.Page.FillAsync("#Again", Password + "!");
        await house.Page.ClickAsync("form:has(#Again) button");
        await house.Sees("join.done");
        await house.Page.ClickAsync("main a.button");
        await house.SignIn("dara", Password + "!");
        house.At.ShouldBe("/desk");
        await house.Sees("desk.tonight.none");
        await house.Shot("desk-empty");

        await house.Page.GotoAsync("/places");
        await house.Page.ClickAsync("a[href='/places/shelter/site']");
        await house.Page.FillAsync("#Km", "ផ្ទះទីមួយ");
        await house.Page.FillAsync("#En", "First house");
        await house.Page.SelectOptionAsync("#Area", "12");
        await house.Page.ClickAsync("form:has(#Area) button");
        await house.Page.ReachesEnd("/places");
        await house.Page.ClickAsync("a[href$='/pool']");
        await house.Page.FillAsync("#Km", "គ្រែស្ត្រី");
        await house.Page.SelectOptionAsync("#Gives", "emergency");
        await house.Page.FillAsync("#Maximum", "7");
        await house.Page.FillAsync("#Occupied", "2");
        await house.Page.ClickAsync("form:has(#Maximum) button");
        await house.Sees("pool.fault.sexes");
        await house.Sees("pool.fault.age");
        await house.Choose("Sexes", "female");
        await house.Page.FillAsync("#MinAge", "18");
        await house.Page.ClickAsync("form:has(#Maximum) button");
        await house.Page.ReachesEnd("/places");

        await house.Page.GotoAsync("/desk");
        (await house.Page.Locator(".big").InnerTextAsync()).ShouldBe("៥");
        await house.Press("Came");
        await Assertions.Expect(house.Page.Locator(".big")).ToHaveTextAsync("៤");
        await house.Shot("desk-first-count");

        await office.Page.GotoAsync("/gazetteer");
        await office.Page.SetInputFilesAsync(
            "#File",
            new FilePayload
            {
                Name = "districts.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(
                    "code,parent_code,name_km,name_en,unit,lat,lon,iso3166_2\n0102,01,មង្គលបូរី,Mongkol "
                        + "Borey,District,13.49,102.97,\nnonsense,01,,,,,,\n"
                ),
            }
        );
        await office.Page.ClickAsync("form:has(#File) button");
        await Assertions.Expect(office.Main.Locator("section[role=status]")).ToContainTextAsync("១");
        await office.Shot("gazetteer-imported");
        await house.Page.GotoAsync("/places/shelter/site");
        await Assertions.Expect(house.Page.Locator("#Area option[value='0102']")).ToHaveCountAsync(1);
    }

    /// <summary>Once only.</summary>
    private async Task SetUp(Person office)
    {
        await office.Page.GotoAsync("/setup");
        await office.Page.FillAsync("#Code", "WRONG");
        await Fill(office);
        await Assertions.Expect(office.Page.Locator("[role=alert]")).ToBeVisibleAsync();
        await office.Page.FillAsync("#Code", network.Network.SetupCode!);
        await Fill(office);
        await office.Sees("setup.done");
    }

    private static async Task Fill(Person office)
    {
        await office.Page.FillAsync("#Km", "ការិយាល័យ");
        await office.Page.FillAsync("#En", "Office");
        await office.Page.FillAsync("#Name", "First");
        await office.Page.FillAsync("#UserName", "first");
        await office.Page.FillAsync("#Password", Password);
        await office.Page.ClickAsync("form:has(#Code) button");
    }

    [Fact]
    public async Task Unless_told_otherwise_the_way_out_leads_to_an_encyclopaedia()
    {
        var folder = Directory.CreateTempSubdirectory("network-").FullName;
        await using (var plain = await AllInOne.Network.Start(new(folder) { Logging = log => log.ClearProviders() }))
        {
            using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
            {
                BaseAddress = plain.Address,
            };
            var answer = await http.GetAsync("/exit");
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
            answer.Headers.Location.ShouldBe(new Uri("https://www.wikipedia.org/"));
        }
        Directory.Delete(folder, recursive: true);
    }
}
