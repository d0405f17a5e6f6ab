using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>Reads JSON that is kept as it came. Its texts are checked now: half a surrogate pair is refused, as in
/// every other member, rather than failing whoever reads it later.</summary>
internal sealed class WholeJsonText : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        do
        {
            // Throws for half a surrogate pair; the serializer turns that into a JsonException.
            if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                NoDirectionMarks.Checked(ahead.GetString());
        } while (
            (
                ahead.CurrentDepth > reader.CurrentDepth
                || ahead.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ) && ahead.Read()
        );
        return JsonMetadataServices.JsonElementConverter.Read(ref reader, typeToConvert, options);
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) =>
        JsonMetadataServices.JsonElementConverter.Write(writer, value, options);
}
