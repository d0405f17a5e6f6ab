using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Launch;

namespace ReferralNetwork.System.Tests;

/// <summary>The API as the network describes it.</summary>
[Collection(nameof(RunningNetwork))]
public sealed class ApiDocumentTests(RunningNetwork network)
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary><c>RENEW_API_DOCUMENT=1 ./test System -- -class '*ApiDocumentTests'</c> writes the file anew; the
    /// change of it is then read like any other.</summary>
    [Fact]
    public async Task The_document_is_what_the_services_say_of_themselves()
    {
        using var http = new HttpClient();
        var documents = new List<(string, JsonObject)>();
        foreach (var module in Module.All.Where(module => module.Name != "portal"))
            documents.Add(
                (
                    module.Name,
                    (
                        await http.GetFromJsonAsync<JsonObject>(
                            $"{network.Network.Host(module.Name).Urls.First()}/openapi/v1.json"
                        )
                    )!
                )
            );
        var said = MergedDocument.Of(documents).ToJsonString(Readable) + "\n";

        if (Environment.GetEnvironmentVariable("RENEW_API_DOCUMENT") is not null)
            await File.WriteAllTextAsync(Path.Combine(SourceTree.Root, "gateway", "openapi.json"), said);
        else
            (await network.Nobody.GetStringAsync("/openapi/v1.json")).ShouldBe(
                said,
                "RENEW_API_DOCUMENT=1 writes gateway/openapi.json anew"
            );
    }

    [Fact]
    public async Task It_is_whole_and_names_no_address()
    {
        var text = await network.Nobody.GetStringAsync("/openapi/v1.json");
        text.ShouldNotContain("127.0.0.1");
        var paths = JsonNode.Parse(text)!["paths"]!.AsObject().Select(path => Shape(path.Key)).ToList();
        foreach (var module in Module.All.Where(module => module.Name != "portal"))
        foreach (
            var endpoint in Surface
                .Endpoint.All(network.Network)
                .Where(endpoint =>
                    endpoint.Module == module.Name && endpoint.Path.StartsWith("/api/", StringComparison.Ordinal)
                )
        )
            paths.ShouldContain(Shape(endpoint.Path), $"{endpoint.Module}: {endpoint.Name}");
    }

    /// <summary>Answers without a schema, and why.</summary>
    private static readonly Dictionary<string, string> WithoutSchema = new()
    {
        ["post /connect/revoke"] = "RFC 7009, 2.2: the status alone says it",
        ["get /.well-known/openid-configuration"] = "RFC 8414 describes it",
        ["get /api/figures/{yearMonth}.csv"] = "a file",
    };

    [Fact]
    public async Task Every_operation_says_what_it_answers()
    {
        var paths = JsonNode.Parse(await network.Nobody.GetStringAsync("/openapi/v1.json"))!["paths"]!.AsObject();
        var operations = paths
            .SelectMany(path => path.Value!.AsObject().Select(one => ($"{one.Key} {path.Key}", one.Value!)))
            .ToList();
        operations.Count.ShouldBeGreaterThan(240);
        operations
            .Where(operation => !SaysWhat(operation.Item2))
            .Select(operation => operation.Item1)
            .ShouldBe(WithoutSchema.Keys, ignoreOrder: true);
    }

    [Theory]
    [InlineData("SearchRequest", "kinds")]
    [InlineData("SendReferralRequest", "kind", "urgency", "plan", "survivor", "consent")]
    [InlineData("ScheduleRequest", "at")]
    public async Task A_member_is_called_required_where_a_body_without_it_is_refused(
        string body,
        params string[] required
    )
    {
        var document = JsonNode.Parse(await network.Nobody.GetStringAsync("/openapi/v1.json"))!;
        document["components"]!["schemas"]![body]!["required"]!
            .AsArray()
            .Select(member => (string)member!)
            .ShouldBe(required, ignoreOrder: true);
    }

    private static bool SaysWhat(JsonNode operation) =>
        operation["responses"]!
            .AsObject()
            .Where(response => response.Key.StartsWith('2'))
            .Any(response =>
                response.Key == "204"
                || response.Value!["content"]?.AsObject().Any(content => content.Value!["schema"] is not null) == true
            );

    // A parameter may be called {id} here and {id:guid} there.
    private static string Shape(string path) =>
        string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));

    [Fact]
    public void A_schema_that_two_services_mean_differently_takes_its_services_name()
    {
        var document = MergedDocument.Of([("identity", Document("identity")), ("legal-aid", Document("legal-aid"))]);

        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas
            .Select(schema => schema.Key)
            .ShouldBe(["Problem", "Pool", "List", "LegalAidPool", "LegalAidList"], ignoreOrder: true);
        ((string?)schemas["Pool"]!["title"]).ShouldBe("identity");
        ((string?)schemas["LegalAidPool"]!["title"]).ShouldBe("legal-aid");
        ((string?)schemas["LegalAidList"]!["items"]!["$ref"]).ShouldBe("#/components/schemas/LegalAidPool");
        document["paths"]!["/api/legal-aid"]!.ToJsonString().ShouldContain("#/components/schemas/LegalAidList");
    }

    // Each has a Problem schema alike, and a Pool schema of its own that a List of the same words refers to.
    private static JsonObject Document(string name) =>
        JsonNode
            .Parse(
                $$$"""
                { "openapi": "3.1.1",
                  "paths": { "/api/{{{name}}}": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/List" } } } } } } } },
                  "components": { "schemas": {
                    "Problem": { "type": "object" },
                    "Pool": { "title": "{{{name}}}" },
                    "List": { "type": "array", "items": { "$ref": "#/components/schemas/Pool" } } } } }
                """
            )!
            .AsObject();
}
