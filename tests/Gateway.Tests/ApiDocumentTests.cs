using System.Net;

namespace ReferralNetwork.Gateway.Tests;

[Collection(nameof(EdgeFixture))]
public sealed class ApiDocumentTests(EdgeFixture edge)
{
    [Fact]
    public async Task The_services_documents_become_one_that_names_no_address()
    {
        await edge.Without("legal-aid", async () =>
            (await edge.Client.GetAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable));

        var response = await edge.Client.GetAsync("/openapi/v1.json");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("127.0.0.1");
        var document = await RoutingTests.Json(response);
        foreach (var service in Routes.Services) document["paths"]!.AsObject().ShouldContainKey($"/api/{service}");

        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas.Select(s => s.Key).Where(name => name.EndsWith("Problem", StringComparison.Ordinal)).ShouldBe(["Problem"]);
        ((string?)schemas["Pool"]!["title"]).ShouldBe("identity");
        ((string?)schemas["LegalAidPool"]!["title"]).ShouldBe("legal-aid");
        ((string?)schemas["LegalAidList"]!["items"]!["$ref"]).ShouldBe("#/components/schemas/LegalAidPool");
        document["paths"]!["/api/legal-aid"]!.ToJsonString().ShouldContain("#/components/schemas/LegalAidList");

        await edge.Without("legal-aid", async () =>
            (await edge.Client.GetAsync("/openapi/v1.json")).StatusCode.ShouldBe(HttpStatusCode.OK));
    }
}
