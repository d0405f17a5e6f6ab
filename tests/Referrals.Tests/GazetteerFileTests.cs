using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Tests;

/// <summary>What is wrong with a line of a file is told by that line, and costs no other.</summary>
[Collection(nameof(ServiceUnderTest))]
public sealed class GazetteerFileTests(ServiceUnderTest service)
{
    private const string Header = "code,parent_code,name_km,name_en,unit,lat,lon\n";

    [Fact]
    public async Task Bytes_that_are_no_text_an_open_quote_and_a_place_abroad_are_bad_rows_by_line()
    {
        var bad = await Import([
            .. Encoding.UTF8.GetBytes($"{Header}1890,18,ក,One,District,10.6,103.5\n1891,18,,Caf"),
            0xE9,
            .. Encoding.UTF8.GetBytes(
                "\n1892,18,,\"Open,District,10.6,103.5\n\n1893,18,,\"Two, with a "
                    + "comma\",District,10.6,103.5\n1894,18,,Paris,District,48.8,2.3\n1895,18,,East,District,10.6,2.3\n18x6,18,,Letters,District,,\n"
            ),
        ]);

        bad.ShouldBe([
            (3, "is not UTF-8"),
            (4, "has a quote that is not closed"),
            (7, "lat is not from 9 to 15: not in the country"),
            (8, "lon is not from 102 to 108: not in the country"),
            (9, "code is not 2, 4 or 6 digits"),
        ]);
        (
            await service.Read(db =>
                Task.FromResult(db.Places.Where(p => p.Code.StartsWith("189")).Select(p => p.Code).Order().ToList())
            )
        ).ShouldBe(["1890", "1893"]);
    }

    [Fact]
    public async Task A_header_that_cannot_be_read_is_refused_whole() =>
        (await Send(Encoding.UTF8.GetBytes("\"code,name_en\n1897,One\n"))).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.BadRequest
        );

    [Fact]
    public async Task A_code_that_stands_in_the_file_before_is_a_bad_row()
    {
        var bad = await Import(
            Encoding.UTF8.GetBytes(
                $"{Header}1880,18,,One,District,10.6,103.5\n1881,18,,Two,District,10.6,103.5\n1881,18,,Another,District,10.6,103.5\n"
            )
        );

        bad.ShouldBe([(4, "code stands in line 3")]);
        (
            await service.Read(db =>
                Task.FromResult(db.Places.Where(p => p.Code == "1881").Select(p => p.Name).Single())
            )
        ).En.ShouldBe("Two");
    }

    [Fact]
    public async Task The_longest_name_in_Khmer_is_kept()
    {
        var name = new string('ក', 200);

        (
            await Import(Encoding.UTF8.GetBytes($"{Header}1882,18,{name},{new string('a', 200)},District,10.6,103.5\n"))
        ).ShouldBeEmpty();

        var row = await service.Read(db => Task.FromResult(db.Places.Single(p => p.Code == "1882")));
        (
            System.Text.Json.JsonSerializer.Serialize(row.Name, Platform.Messaging.Envelope.Json).Length
            <= MostOf<PlaceRow>(service)
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task Importing_what_is_known_tells_it_again_to_whoever_missed_it()
    {
        var file = Encoding.UTF8.GetBytes($"{Header}1883,18,,One,District,10.6,103.5\n");
        await Import(file);
        var before = await Told("1883");

        await Import(file);

        (await Told("1883")).ShouldBe(before + 1);
    }

    private Task<int> Told(string code) =>
        service.Read(db =>
            Task.FromResult(
                db.Set<Platform.Messaging.OutboxRow>()
                    .Where(row => row.Type == Envelope.TypeOf<Contracts.V1.PlacesChanged>())
                    .AsEnumerable()
                    .Count(row => row.Body.Contains($"\"{code}\"", StringComparison.Ordinal))
            )
        );

    private static int MostOf<T>(ServiceUnderTest service) =>
        service
            .Read(db =>
                Task.FromResult(db.Model.FindEntityType(typeof(T))!.FindProperty("Name")!.GetMaxLength()!.Value)
            )
            .Result;

    private async Task<List<(int, string)>> Import(byte[] file)
    {
        using var answer = await Send(file);
        answer.EnsureSuccessStatusCode();
        return
        [
            .. JsonElement
                .Parse(await answer.Content.ReadAsStringAsync())
                .GetProperty("bad")
                .EnumerateArray()
                .Select(row => (row.GetProperty("line").GetInt32(), row.GetProperty("reason").GetString()!)),
        ];
    }

    private async Task<HttpResponseMessage> Send(byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/gazetteer/import")
        {
            Content = new ByteArrayContent(file),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            TestTokens.For(Guid.NewGuid(), Roles.Operator)
        );
        return await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
