using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using ReferralNetwork.Platform.Answers;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Refuses texts with marks that turn the direction of writing, in every body: they show another text than
/// they hold.</summary>
internal sealed class NoDirectionMarks : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Checked(reader.GetString());

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public static string? Checked(string? text) =>
        text is null || !VisibleText.TurnsDirection(text)
            ? text
            : throw new InvalidMemberException(
                "has a mark that turns the direction of writing: type it anew, without copying"
            );
}

/// <summary>An instant in RFC 3339. The offset is required: without it the time would be read in the server's own
/// zone.</summary>
/// <param name="tell">Unit to which instants are rounded down when they are written; null: not at all. They are read as
/// they were sent.</param>
internal sealed partial class Rfc3339(TimeSpan? tell = null) : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.GetString() is { } text
        && Form().IsMatch(text)
        && DateTimeOffset.TryParse(text.ToUpperInvariant(), CultureInfo.InvariantCulture, out var at)
            ? at
            : throw new InvalidMemberException("is a time with its offset, such as 2026-11-30T08:00:00+07:00");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(tell is { } unit ? value.RoundDown(unit) : value);

    [GeneratedRegex(
        @"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?([Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
