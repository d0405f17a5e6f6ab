using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReferralNetwork.Platform.Messaging;

/// <summary>A message as it travels and as it lies in the outbox.</summary>
/// <param name="Type">Full name of the contract: its identity on the wire.</param>
/// <param name="TraceParent">W3C trace context, or null.</param>
public sealed record Envelope(Guid MessageId, string Type, string Body, string? TraceParent, DateTimeOffset SentAt)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string TypeOf<T>() => typeof(T).FullName!;

    public static string Serialize<T>(T message) => JsonSerializer.Serialize(message, Json);

    /// <exception cref="JsonException">The body is not a <typeparamref name="T"/>.</exception>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, Json) ?? throw new JsonException("empty body");

    internal byte[] BodyHash() => SHA256.HashData(Encoding.UTF8.GetBytes(Body));
}
