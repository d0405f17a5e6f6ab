using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ReferralNetwork.Deploy.Tests;

/// <summary>YAML as the JSON that it stands for: anchors and merge keys resolved, plain numbers and booleans told from
/// text.</summary>
internal static class Yaml
{
    public static IReadOnlyList<JsonObject> Documents(string path) =>
        [.. Parse(Repository.Read(path)).Select(document => document.AsObject())];

    public static JsonObject Document(string path) => Documents(path).Single();

    /// <exception cref="YamlException">It is none, or a key stands twice.</exception>
    public static IEnumerable<JsonNode> Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Json(document.RootNode)).OfType<JsonNode>()];
    }

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlScalarNode scalar => Scalar(scalar),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
            YamlMappingNode map => Mapping(map),
            _ => throw new NotSupportedException(node.NodeType.ToString()),
        };

    private static JsonObject Mapping(YamlMappingNode map)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map.Children.Where(pair => pair.Key.ToString() == "<<"))
        foreach (var (name, merged) in Mapping((YamlMappingNode)value))
            json[name] = merged?.DeepClone();
        foreach (var (key, value) in map.Children.Where(pair => pair.Key.ToString() != "<<"))
            json[key.ToString()] = Json(value);
        return json;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar) =>
        (scalar.Style, scalar.Value!) switch
        {
            (not ScalarStyle.Plain, var text) => JsonValue.Create(text),
            (_, "" or "~" or "null") => null,
            (_, "true" or "false") => JsonValue.Create(scalar.Value == "true"),
            // A file's mode.
            (_, ['0', >= '0' and <= '7', ..] octal) when octal.All(char.IsDigit) => JsonValue.Create(
                Convert.ToInt32(octal, 8)
            ),
            (_, var text) when long.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(
                number
            ),
            (_, var text) => JsonValue.Create(text),
        };
}

internal static class JsonReading
{
    /// <returns>Null where there is nothing.</returns>
    public static JsonNode? At(this JsonNode? node, params string[] path)
    {
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return node;
    }

    public static string? Text(this JsonNode? node, params string[] path) => node.At(path)?.ToString();

    /// <returns>Nothing where there is no such list.</returns>
    public static IEnumerable<JsonNode> Items(this JsonNode? node, params string[] path) =>
        node.At(path) is JsonArray list ? list.OfType<JsonNode>() : [];

    public static IEnumerable<string> Texts(this JsonNode? node, params string[] path) =>
        node.Items(path).Select(item => item.ToString());

    public static IEnumerable<KeyValuePair<string, JsonNode?>> Members(this JsonNode? node, params string[] path) =>
        node.At(path) is JsonObject map ? map : [];
}
