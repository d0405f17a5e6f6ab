using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Surface;

/// <summary>A body that must be refused.</summary>
/// <param name="Named">One of these must be among the fields that the refusal names.</param>
/// <param name="Unsaid">What the refusal must not repeat: a name that the caller made up may be somebody's.</param>
internal sealed record BadBody(string What, byte[] Body, IReadOnlyList<string> Named, string? Unsaid = null)
{
    /// <summary>Whether the refusal names the field, or something inside it.</summary>
    public bool IsNamed(IReadOnlyList<string> fields) =>
        fields.Any(field =>
            Named.Any(name =>
                field == name
                || field.StartsWith($"{name}.", StringComparison.Ordinal)
                || field.StartsWith($"{name}[", StringComparison.Ordinal)
            )
        );
}

/// <summary>Walks a good body and spoils one thing at a time.</summary>
internal static class BadBodies
{
    private const string Here = "@here@";
    private const string Root = "body";
    private const string Khmer = "\"ភាសាខ្មែរ\"";
    private static readonly string Deep = new string('[', 100) + new string(']', 100);

    public static IEnumerable<BadBody> Of(Example example, Scene scene, Guid pool)
    {
        var body = example.Body(scene, pool);
        foreach (var bad in Whole(example, body.ToJsonString()))
            yield return bad;
        foreach (var bad in Members(example, body))
            yield return bad;
        foreach (var (path, values) in example.Bad)
        foreach (var value in values)
            yield return With(
                body,
                path,
                Example.Fill(value, scene, pool),
                $"a value that will not do: {value[..Math.Min(40, value.Length)]}"
            );
        foreach (var path in example.Required.Concat(example.RequiredOfParent))
            yield return new(
                $"{path}: missing",
                Bytes(Without(body, path)),
                [example.Required.Contains(path) ? path : Parent(path)]
            );
    }

    private static IEnumerable<BadBody> Whole(Example example, string good)
    {
        var text = new List<string>
        {
            "[]",
            "7",
            "true",
            "\"x\"",
            "{",
            "not json",
            good + " x",
            good + good,
            good[..^1],
            "/**/" + good,
        };
        if (!example.BodyMayBeLeftOut)
            text.AddRange(["", "null"]);
        // What is cut off is noticed where it was.
        var named = new List<string> { Root };
        if (JsonNode.Parse(good)!.AsObject() is { Count: > 0 } members)
            named.Add(members.Last().Key);
        foreach (var body in text)
            yield return new($"the body: {body[..Math.Min(20, body.Length)]}", Encoding.UTF8.GetBytes(body), named);
        yield return new("the body: in UTF-16", Encoding.Unicode.GetBytes(good), [Root]);
        yield return new("the body: a deep nest", Encoding.UTF8.GetBytes($"{{\"deep\":{Deep}}}"), [Root], "deep");
    }

    private static IEnumerable<BadBody> Members(Example example, JsonObject body)
    {
        foreach (var (path, node) in Walk(body, ""))
        {
            var values = node switch
            {
                JsonObject => Objects(example, path),
                JsonArray list => Lists(example, path, list),
                _ => node!.GetValueKind() switch
                {
                    JsonValueKind.String => Strings(example, path, (string)node!),
                    JsonValueKind.Number => Numbers(example, path, node.ToJsonString()),
                    _ => Booleans(example, path),
                },
            };
            if (path.Length > 0)
                foreach (var (what, json) in values.Append(("a deep nest", Deep)))
                    yield return With(body, path, json, what);
            if (node is not JsonObject members)
                continue;

            var prefix = path.Length == 0 ? "" : $"{path}.";
            var name = path.Length == 0 ? Root : path;
            foreach (var unknown in new[] { "somethingElse", "ឈ្មោះ", "With spaces and 'quotes'" })
                yield return With(body, $"{prefix}{unknown}", "1", "an unknown member") with
                {
                    Named = [name],
                    Unsaid = unknown,
                };
            yield return new(
                $"{prefix}: half a surrogate pair as a member",
                Bytes(Added(body, path, "\"\\ud800\":1")),
                [name]
            );
            if (members.Count == 0)
                continue;
            var (member, value) = (members.First().Key, members.First().Value!.ToJsonString());
            foreach (var again in new[] { member, member.ToUpperInvariant() })
                yield return new(
                    $"{prefix}{again}: named twice",
                    Bytes(Added(body, path, $"\"{again}\":{value}")),
                    [$"{prefix}{member}", name]
                );
        }
    }

    private static IEnumerable<(string, string)> Objects(Example example, string path) =>
        [("a list", "[]"), ("a string", "\"x\""), ("a number", "7"), ("a truth", "true"), .. Null(example, path)];

    private static IEnumerable<(string, string)> Lists(Example example, string path, JsonArray list) =>
        [
            ("an object", "{}"),
            ("a string", "\"x\""),
            ("a number", "7"),
            ("null inside", "[null]"),
            ("a list inside", "[[]]"),
            ("a number inside", list[0]!.GetValueKind() == JsonValueKind.String ? "[7]" : "[\"x\"]"),
            ("too many", $"[{string.Join(',', Enumerable.Repeat(list[0]!.ToJsonString(), 300))}]"),
            .. Null(example, path),
        ];

    private static IEnumerable<(string, string)> Strings(Example example, string path, string value)
    {
        var good = JsonSerializer.Serialize(value)[..^1];
        yield return ("a number", "7");
        yield return ("a truth", "true");
        yield return ("a list", "[]");
        yield return ("an object", "{}");
        yield return ("a NUL", $"{good}\\u0000\"");
        yield return ("a bell", $"{good}\\u0007\"");
        yield return ("a raw control character", $"{good}\u0007\"");
        yield return ("a C1 control character", $"{good}\\u0085\"");
        yield return ("half a surrogate pair", $"{good}\\ud800\"");
        yield return ("a mark that turns the direction of writing", $"{good}\\u202e\"");
        if (
            value.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out var at)
        )
            yield return ("a time without an offset", $"\"{at:yyyy-MM-ddTHH:mm:ss}\"");
        foreach (var nothing in Null(example, path))
            yield return nothing;
        var isLine = example.Lines.TryGetValue(path, out var most);
        if (isLine || example.FreeText.TryGetValue(path, out most))
        {
            yield return ("too long", JsonSerializer.Serialize(new string('ក', most + 1)));
            if (isLine)
                yield return ("two lines", $"{good}\\nx\"");
            if (!example.Required.Contains(path))
                yield break;
            yield return ("empty", "\"\"");
            yield return ("blank", "\"\u00a0 \"");
            yield return ("nothing that can be seen", "\"\\u200b\\u3164\"");
            yield break;
        }
        yield return ("Khmer", Khmer);
        yield return ("no such code", "\"No Such Code\"");
        yield return ("too long", $"\"{new string('a', 5000)}\"");
        yield return ("a line break after", $"{good}\\n\"");
        if (!example.Telephones.Contains(path))
            yield return ("a space before", $"\" {good[1..]}\"");
        yield return ("empty", "\"\"");
    }

    private static IEnumerable<(string, string)> Numbers(Example example, string path, string value) =>
        [
            ("a string", $"\"{value}\""),
            ("a truth", "true"),
            ("a list", "[]"),
            ("an object", "{}"),
            ("endless", "1e400"),
            ("huge", "99999999999"),
            ("hugely negative", "-99999999999"),
            ("no number", "NaN"),
            ("Khmer", "\"៣\""),
            // Whoever takes no fractions has none in its example.
            .. value.Contains('.', StringComparison.Ordinal) ? Array.Empty<(string, string)>() : [("half", "1.5")],
            .. Null(example, path),
        ];

    private static IEnumerable<(string, string)> Booleans(Example example, string path) =>
        [
            ("a string", "\"true\""),
            ("a number", "1"),
            ("a list", "[]"),
            ("an object", "{}"),
            ("Khmer", Khmer),
            .. Null(example, path),
        ];

    private static IEnumerable<(string, string)> Null(Example example, string path) =>
        example.Required.Contains(path) || example.RequiredOfParent.Contains(path) || path.EndsWith(']')
            ? [("null", "null")]
            : [];

    public static IEnumerable<(string Path, JsonNode? Node)> Walk(JsonNode? node, string path)
    {
        yield return (path, node);
        var inside = node switch
        {
            JsonObject members => members
                .Where(member => member.Value is not null)
                .SelectMany(member => Walk(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
            JsonArray list => list.Take(1).SelectMany(first => Walk(first, $"{path}[0]")),
            _ => [],
        };
        foreach (var below in inside)
            yield return below;
    }

    public static BadBody With(JsonObject body, string path, string json, string what)
    {
        var copy = body.DeepClone().AsObject();
        var (owner, key) = Owner(copy, path);
        if (owner is JsonArray list)
            list[0] = Here;
        else
            owner[key] = Here;
        return new(
            $"{path}: {what}",
            Bytes(copy.ToJsonString().Replace($"\"{Here}\"", json, StringComparison.Ordinal)),
            Names(path)
        );
    }

    private static string Without(JsonObject body, string path)
    {
        var copy = body.DeepClone().AsObject();
        var (owner, key) = Owner(copy, path);
        owner.AsObject().Remove(key);
        return copy.ToJsonString();
    }

    // A member before the first of an object's.
    private static string Added(JsonObject body, string path, string text)
    {
        var copy = body.DeepClone().AsObject();
        var target =
            path.Length == 0 ? copy
            : Owner(copy, path) is var (owner, key) && owner is JsonArray list ? list[0]!
            : owner[key]!;
        target.AsObject().Insert(0, Here, 0);
        return copy.ToJsonString().Replace($"\"{Here}\":0", text, StringComparison.Ordinal);
    }

    private static (JsonNode Owner, string Key) Owner(JsonObject body, string path)
    {
        JsonNode node = body;
        var parts = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        foreach (var part in parts[..^1])
            node = node is JsonArray list ? list[0]! : node[part]!;
        return (node, parts[^1]);
    }

    // An element may be named by its list; what a trade holds is read by its kind, and as a whole first.
    private static IReadOnlyList<string> Names(string path) =>
        [
            path,
            .. path.EndsWith(']') ? [path[..path.LastIndexOf('[')]] : Array.Empty<string>(),
            .. path.StartsWith("trade.", StringComparison.Ordinal) ? ["trade"] : Array.Empty<string>(),
        ];

    private static string Parent(string path) => path[..path.LastIndexOf('.')];

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
