using System.Net;
using System.Net.Http.Json;
using static ReferralNetwork.Identity.Tests.IdentityHost;

namespace ReferralNetwork.Identity.Tests;

public sealed class SetUpTests
{
    [Fact]
    public async Task The_code_makes_the_first_operator()
    {
        await using var host = await Start();

        var account = await host.SetUp();

        var organisation = await Read(
            await host.Get(account, $"/api/organisations/{account.Organisation}"),
            HttpStatusCode.OK
        );
        organisation.GetProperty("name").Text("km").ShouldBe("ការិយាល័យបណ្តាញ");
        var people = await Read(
            await host.Get(account, $"/api/organisations/{account.Organisation}/people"),
            HttpStatusCode.OK
        );
        people.GetProperty("items")[0].Text("userName").ShouldBe("first.operator");
        people
            .GetProperty("items")[0]
            .GetProperty("roles")
            .EnumerateArray()
            .Select(r => r.GetString())
            .ShouldBe(["operator", "org-admin"]);
    }

    [Fact]
    public async Task The_code_works_once()
    {
        await using var host = await Start();
        await host.SetUp();

        (await SetUp(host, SetUpBody(userName: "second.operator"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_ten_that_come_at_once_one_is_set_up()
    {
        await using var host = await Start();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => SetUp(host, SetUpBody(userName: $"operator.{i}")))
        );

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.NotFound).ShouldBe(9);
    }

    [Theory]
    [InlineData("the code of the first star")]
    [InlineData("wrong")]
    public async Task A_wrong_code_finds_nothing(string code)
    {
        await using var host = await Start();

        (await SetUp(host, SetUpBody(code))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await host.SetUp();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Where_no_code_is_configured_there_is_nothing_to_find(string? configured)
    {
        await using var host = await Start(code: configured);

        (await SetUp(host, SetUpBody("x"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> SetUp(IdentityHost host, object body) =>
        host.Http.PostAsJsonAsync("/api/setup", body, Ct);
}
