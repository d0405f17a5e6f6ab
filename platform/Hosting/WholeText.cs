using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ReferralNetwork.Platform.Hosting;

/// <summary>
/// Reads JSON that is kept as it came. Half a surrogate pair is no text: it is refused here, as in every other member,
/// and not thrown at whoever looks into it later.
/// </summary>
internal sealed class WholeText : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        do
        {
            // Throws what the serializer makes a JsonException of.
            if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                StraightText.Checked(ahead.GetString());
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
