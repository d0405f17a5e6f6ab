using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using static ReferralNetwork.System.Tests.Making;

namespace ReferralNetwork.System.Tests;

/// <summary>Places: 25 provinces with the product, the rest by import.</summary>
[Collection(nameof(RunningNetwork))]
public sealed class GazetteerTests(RunningNetwork network)
{
    private const string Header = "code,parent_code,name_km,name_en,unit,lat,lon\n";

    [Fact]
    public async Task Good_rows_are_kept_and_bad_ones_listed_with_line_and_reason()
    {
        // No code of the country's: the whole gazetteer may have come before.
        var report = await Import(
            Header
                + "2590,25,ដំបែ,Dambae,District,11.9,106.0\n"
                + "99,,ខុស,Wrong parent is absent,Province,,\n"
                + "25x1,25,,Letters,District,11,106\n"
                + "259001,2599,,Another's child,Commune,11,106\n"
                + "259002,2590,,Far away,Commune,911,106\n"
                + "259003,2590,ឃុំ,No centroid,Commune,,\n"
        );
        ((int)report["added"]!).ShouldBe(2);
        report["inherited"]!.AsArray().Select(code => (string)code!).ShouldBe(["259003"]);
        report["bad"]!
            .AsArray()
            .Select(bad => ((int)bad!["line"]!, (string)bad["reason"]!))
            .ShouldBe([
                (3, "no centroid, and no parent to inherit one from"),
                (4, "code is not 2, 4 or 6 digits"),
                (5, "parent_code is not the code's own parent"),
                (6, "lat is not from 9 to 15: not in the country"),
            ]);
    }

    [Fact]
    public async Task A_second_import_updates_and_counts_what_is_the_same()
    {
        await Import(Header + "2401,24,ក,One,District,12.8,102.6\n2402,24,ខ,Two,District,12.9,102.7\n");
        var again = await Import(
            Header + "2401,24,ក,One,District,12.8,102.6\n2402,24,ខ,Two renamed,District,12.9,102.7\n"
        );
        ((int)again["added"]!, (int)again["updated"]!, (int)again["unchanged"]!).ShouldBe((0, 1, 1));
    }

    [Fact]
    public async Task A_code_keeps_its_leading_zero_and_names_the_area_in_search()
    {
        await Import(Header + "0704,07,ដងទង់,Dang Tong,District,10.7,104.2\n");
        var publisher = network.As("shelter-1");
        var site = await Made(
            publisher,
            "/api/shelters/sites",
            new JsonObject
            {
                ["name"] = new JsonObject { ["en"] = "Gazetteer house" },
                ["area"] = new JsonObject { ["district"] = "0704" },
            }
        );
        var pool = await Made(
            publisher,
            $"/api/shelters/sites/{(string)site["id"]!}/pools",
            new JsonObject
            {
                ["name"] = new JsonObject { ["en"] = "Gazetteer pool" },
                ["maximum"] = 3,
                ["eligibility"] = new JsonObject { ["sexes"] = new JsonArray("female"), ["minAge"] = 0 },
                ["trade"] = new JsonObject { ["stay"] = "emergency" },
            }
        );
        var caseworker = network.As("ngo-1");
        await Eventually.Get(
            async () =>
            {
                var shown = await caseworker.GetAsync($"/api/availability/{(string)pool["id"]!}");
                var area = shown.IsSuccessStatusCode
                    ? (await shown.Content.ReadFromJsonAsync<JsonObject>())!["area"]
                    : null;
                return ((string?)area?["district"], (string?)area?["name"]?["km"]);
            },
            area => area == ("0704", "ដងទង់"),
            "the pool is in search, with the area's code and new name"
        );

        var refused = await Eventually.Get(
            () =>
                publisher.PostAsJsonAsync(
                    "/api/shelters/sites",
                    new JsonObject
                    {
                        ["name"] = new JsonObject { ["en"] = "Nowhere" },
                        ["area"] = new JsonObject { ["district"] = "0799" },
                    }
                ),
            answer => answer.StatusCode == HttpStatusCode.BadRequest,
            "the district is refused once the others of its province are known"
        );
        (await refused.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!["area.district"].ShouldNotBeNull();
    }

    [Fact]
    public async Task The_whole_gazetteer_of_the_country_goes_in()
    {
        var folder = RealGazetteer() ?? "";
        Assert.SkipWhen(folder.Length == 0, "The NCDD gazetteer is not beside the repository.");
        var (rows, bad) = (0, 0);
        foreach (var file in new[] { "provinces.csv", "districts.csv", "communes.csv" })
        {
            var report = await Import(await File.ReadAllTextAsync(Path.Combine(folder, file)));
            rows += (int)report["added"]! + (int)report["updated"]! + (int)report["unchanged"]!;
            bad += report["bad"]!.AsArray().Count;
        }
        (rows, bad).ShouldBe((25 + 210 + 1652, 0));
    }

    private async Task<JsonObject> Import(string csv)
    {
        using var body = new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        var answer = await network.As("operator").PostAsync("/api/gazetteer/import", body);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static string? RealGazetteer()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "shared", "data", "gazetteer") is var path && Directory.Exists(path))
                return path;
        return null;
    }
}
