using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Pages;
using ReferralNetwork.Pages.Api;
using ReferralNetwork.Portal.Api;

namespace ReferralNetwork.Portal.Tests;

/// <summary>The pages read the API as any client does, by records of their own (decision 23). Each is called as the
/// API's document calls the answer, and what it reads stands there: a member that the API renames or drops fails here,
/// not on a page.</summary>
public sealed class AnswersReadTests
{
    private static readonly JsonObject Schemas = JsonNode.Parse(
        File.ReadAllText(Path.Combine(SourceTree.Root, "gateway", "openapi.json"))
    )!["components"]!["schemas"]!.AsObject();

    /// <summary>Records of the same folders that no answer is read into.</summary>
    private static readonly string[] NotRead = ["Refusal", "Answer`1", "Agenda", "DateInput", "ListOf`1", "Lines"];

    public static TheoryData<Type> Read =>
        [
            .. KindPages
                .All.Select(kind => kind.Library)
                .Append(typeof(NetworkApi).Assembly)
                .Append(typeof(ReferralView).Assembly)
                .SelectMany(library => library.GetTypes())
                .Where(type =>
                    type.Namespace is { } name
                    && (
                        name.EndsWith(".Api", StringComparison.Ordinal)
                        || name.EndsWith(".Pages", StringComparison.Ordinal)
                    )
                )
                .Where(type => type.GetMethod("<Clone>$") is not null && !NotRead.Contains(type.Name)),
        ];

    [Theory]
    [MemberData(nameof(Read))]
    public void What_a_page_reads_is_what_the_api_says(Type read)
    {
        Assert.True(
            Schemas[read.Name] is not null,
            $"{read.FullName}: the API's document has no {read.Name}; a record is called as its answer is there"
        );
        var said = Schemas[read.Name]!.AsObject();
        Assert.Empty(Constructor(read).SelectMany(member => Faults(member, said)));
    }

    private static ParameterInfo[] Constructor(Type read) =>
        read.GetConstructors().MaxBy(made => made.GetParameters().Length)!.GetParameters();

    private static IEnumerable<string> Faults(ParameterInfo member, JsonObject said)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(member.Name!);
        if (said["properties"]?[name] is not JsonObject schema)
        {
            yield return $"{name} is not in the answer";
            yield break;
        }
        var mayLack =
            !(said["required"]?.AsArray().Any(required => (string?)required == name) ?? false) || MayBeNull(schema);
        if (mayLack && !member.HasDefaultValue && !IsNullable(member))
            yield return $"{name} may be missing or null, and is read as if it were always there";
        if (!Fits(member.ParameterType, schema))
            yield return $"{name} is {schema.ToJsonString()}, and is read as {member.ParameterType.Name}";
    }

    private static bool IsNullable(ParameterInfo member) =>
        Nullable.GetUnderlyingType(member.ParameterType) is not null
        || new NullabilityInfoContext().Create(member).ReadState == NullabilityState.Nullable;

    private static bool MayBeNull(JsonObject schema) =>
        Kinds(schema).Contains("null") || (schema["oneOf"]?.AsArray().Any(one => MayBeNull(one!.AsObject())) ?? false);

    private static IEnumerable<string> Kinds(JsonObject schema) =>
        schema["type"] switch
        {
            JsonArray several => several.Select(one => (string)one!),
            JsonValue one => [(string)one!],
            _ => [],
        };

    private static bool Fits(Type read, JsonObject schema)
    {
        read = Nullable.GetUnderlyingType(read) ?? read;
        if (schema["oneOf"] is JsonArray several)
            return several.Any(one => Fits(read, one!.AsObject()));
        if ((string?)schema["$ref"] is { } reference)
            return read == typeof(JsonObject)
                || reference.EndsWith($"/{read.Name}", StringComparison.Ordinal)
                || ReadByName(read, Schemas[reference.Split('/')[^1]]!.AsObject());
        var format = (string?)schema["format"];
        var element = read.IsGenericType ? read.GetGenericArguments()[^1] : null;
        return Kinds(schema)
            .Any(kind =>
                kind switch
                {
                    "string" => read
                        == format switch
                        {
                            "uuid" => typeof(Guid),
                            "date-time" => typeof(DateTimeOffset),
                            "date" => typeof(DateOnly),
                            "byte" => typeof(byte[]),
                            _ => typeof(string),
                        },
                    "integer" => read == typeof(int),
                    "boolean" => read == typeof(bool),
                    "array" => element is not null && Fits(element, schema["items"]!.AsObject()),
                    "object" => read == typeof(JsonObject)
                        || (
                            element is not null
                            && schema["additionalProperties"] is JsonObject value
                            && Fits(element, value)
                        ),
                    _ => false,
                }
            );
    }

    /// <summary>Members of one type, read into a dictionary by their names.</summary>
    private static bool ReadByName(Type read, JsonObject schema) =>
        read.IsGenericType
        && read.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)
        && schema["properties"]!
            .AsObject()
            .All(member => Fits(read.GetGenericArguments()[1], member.Value!.AsObject()));
}
