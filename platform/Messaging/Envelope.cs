using System.Reflection;
using System.Runtime.Serialization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>A message as it travels and as it lies in the outbox.</summary>
/// <param name="Type">Name of the event on the wire, such as <c>note-added.v1</c>.</param>
/// <param name="TraceParent">W3C trace context, or null.</param>
/// <param name="Body">The event as JSON; on the wire it is embedded as JSON, not as a string.</param>
public sealed record Envelope(
    Guid MessageId,
    string Type,
    [property: JsonConverter(typeof(Envelope.RawJson))] string Body,
    string? TraceParent,
    DateTimeOffset SentAt
)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>An event's name on the wire, as an attribute of its record gives it, so that the record may be
    /// renamed.</summary>
    public static string TypeOf<T>() =>
        Name<T>.OnTheWire ?? throw new InvalidOperationException($"{typeof(T)} has no [DataContract(Name = …)].");

    public static string Serialize<T>(T message) => JsonSerializer.Serialize(message, Json);

    /// <exception cref="JsonException">The body is not a <typeparamref name="T"/>.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, Json) ?? throw new JsonException("empty body");

    /// <exception cref="JsonException">A member is missing, so it is not an envelope of ours.</exception>
    internal Envelope Validated() =>
        MessageId != Guid.Empty && Type is { Length: > 0 } && Body is { Length: > 0 }
            ? this
            : throw new JsonException("not an envelope");

    internal byte[] BodyHash() => SHA256.HashData(Encoding.UTF8.GetBytes(Body));

    private static class Name<T>
    {
        public static readonly string? OnTheWire = typeof(T).GetCustomAttribute<DataContractAttribute>()?.Name;
    }

    internal sealed class RawJson : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.GetRawText();
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value);
    }
}
