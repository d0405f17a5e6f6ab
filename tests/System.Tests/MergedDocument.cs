using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests;

/// <summary>
/// One OpenAPI document made of the services' own. A schema that two services call the same and mean differently takes
/// its service's name before its own.
/// </summary>
internal static class MergedDocument
{
    private const string Schemas = "#/components/schemas/";

    public static JsonObject Of(IEnumerable<(string Service, JsonObject Document)> documents)
    {
        var (paths, components) = (new JsonObject(), new JsonObject());
        string? version = null;
        foreach (var (service, document) in documents)
        {
            version ??= (string?)document["openapi"];
            Rename(document, Clashes(service, document, components));
            foreach (var (path, item) in Members(document, "paths"))
                paths.TryAdd(path, item?.DeepClone());
            foreach (var (kind, members) in Members(document, "components"))
            {
                if (!components.ContainsKey(kind))
                    components[kind] = new JsonObject();
                foreach (var (name, member) in members!.AsObject())
                    components[kind]!.AsObject().TryAdd(name, member?.DeepClone());
            }
        }
        return new JsonObject
        {
            ["openapi"] = version ?? "3.1.1",
            ["info"] = new JsonObject { ["title"] = "ReferralNetwork", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = components,
        };
    }

    /// <returns>The schemas of this document that need another name: old name to new.</returns>
    private static Dictionary<string, string> Clashes(string service, JsonObject document, JsonObject components)
    {
        var taken = components["schemas"]?.AsObject() ?? [];
        var own = document["components"]?["schemas"]?.AsObject() ?? [];
        var clashing = own.Where(schema =>
                taken.TryGetPropertyValue(schema.Key, out var other) && !JsonNode.DeepEquals(other, schema.Value)
            )
            .Select(schema => schema.Key)
            .ToHashSet();
        // Who refers to a renamed schema now says something else than its namesake.
        while (
            own.FirstOrDefault(schema =>
                !clashing.Contains(schema.Key)
                && taken.ContainsKey(schema.Key)
                && References(schema.Value).Any(clashing.Contains)
            )
                is { Key: { } also }
        )
            clashing.Add(also);
        var prefix = string.Concat(service.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
        return clashing.ToDictionary(name => name, name => prefix + name);
    }

    private static void Rename(JsonObject document, Dictionary<string, string> names)
    {
        if (names.Count == 0)
            return;
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var (old, now) in names)
        {
            schemas[now] = schemas[old]!.DeepClone();
            schemas.Remove(old);
        }
        foreach (var node in Objects(document))
            if (SchemaOf(node) is { } name && names.TryGetValue(name, out var now))
                node["$ref"] = Schemas + now;
    }

    private static IEnumerable<string> References(JsonNode? node) => Objects(node).Select(SchemaOf).OfType<string>();

    private static string? SchemaOf(JsonObject node) =>
        node["$ref"] is JsonValue value
        && value.TryGetValue<string>(out var reference)
        && reference.StartsWith(Schemas, StringComparison.Ordinal)
            ? reference[Schemas.Length..]
            : null;

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.ToList().SelectMany(member => Objects(member.Value)).Prepend(o),
            JsonArray a => a.SelectMany(Objects),
            _ => [],
        };

    private static JsonObject Members(JsonObject document, string name) => document[name]?.AsObject() ?? [];
}
