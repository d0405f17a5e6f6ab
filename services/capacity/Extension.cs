using System.Text.Json.Nodes;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Capacity;

/// <summary>What a kind knows of a row beyond what every kind has.</summary>
public static class Extension
{
    /// <summary>No extension for any row.</summary>
    public static Task<IReadOnlyDictionary<Guid, JsonObject>> Nothing { get; } =
        Task.FromResult<IReadOnlyDictionary<Guid, JsonObject>>(new Dictionary<Guid, JsonObject>());

    /// <param name="id">Id of the row.</param>
    /// <returns>Null where the kind knows nothing of it.</returns>
    public static JsonObject? Of(this IReadOnlyDictionary<Guid, JsonObject> all, Guid id) =>
        all.GetValueOrDefault(id) is { } known ? ToMinutes(known) : null;

    // Times are told to the minute (rule 12), also those of a kind.
    private static JsonObject ToMinutes(JsonObject known)
    {
        foreach (var (member, value) in known.ToList())
            if (value is JsonValue told && told.TryGetValue<DateTimeOffset>(out var at))
                known[member] = at.RoundDown(TimeSpan.FromMinutes(1));
        return known;
    }

    /// <summary>The kind's own members of a pool as searches show them: what its publisher wrote, and what the kind
    /// adds.</summary>
    /// <param name="trade">JSON, or null.</param>
    /// <returns>JSON, or null where there is nothing.</returns>
    public static string? AddTo(string? trade, JsonObject? extension)
    {
        if (extension is null)
            return trade;
        var shown = trade is null ? [] : JsonNode.Parse(trade)!.AsObject();
        foreach (var (member, value) in extension)
            shown[member] = value?.DeepClone();
        return shown.ToJsonString();
    }
}
