using System.Text.Json;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity;

/// <summary>Checks of single members of a pool's <c>trade</c>; each returns the field and what is wrong with it, or
/// null.</summary>
public static class TradeMembers
{
    /// <summary>A member that must be one code of a list.</summary>
    public static (string, string)? Code(JsonElement trade, string member, IReadOnlyCollection<string> codes) =>
        trade.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
        && codes.Contains(value.GetString()!)
            ? null
            : ($"trade.{member}", $"is none of: {string.Join(", ", codes)}");

    /// <summary>A member that must be a list of distinct codes, at least one.</summary>
    public static (string, string)? Codes(JsonElement trade, string member, IReadOnlyCollection<string> codes)
    {
        var all =
            trade.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Array
                ? value
                    .EnumerateArray()
                    .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : null)
                    .ToList()
                : [];
        return
            all.Count > 0
            && all.All(code => code is not null && codes.Contains(code))
            && all.Distinct().Count() == all.Count
            ? null
            : ($"trade.{member}", $"must hold distinct codes of: {string.Join(", ", codes)}");
    }

    /// <summary>A member that must be true or false.</summary>
    public static (string, string)? Flag(JsonElement trade, string member) =>
        trade.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? null
            : ($"trade.{member}", "is true or false");

    /// <summary>A member that must be a whole number, both ends included.</summary>
    public static (string, string)? Whole(JsonElement trade, string member, int least, int most) =>
        trade.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
        && number >= least
        && number <= most
            ? null
            : ($"trade.{member}", $"is a whole number from {least} to {most}");

    /// <summary>A member that must be a text that says something, on one line.</summary>
    public static (string, string)? Text(JsonElement trade, string member, int maxLength) =>
        trade.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { } text
        && VisibleText.SaysSomething(text)
        && text.Length <= maxLength
        && !text.Any(char.IsControl)
            ? null
            : ($"trade.{member}", $"is a text of at most {maxLength} characters");

    /// <summary>Refuses members that the kind does not know, without repeating their names, which are the caller's
    /// text.</summary>
    public static (string, string)? Only(JsonElement trade, params string[] members) =>
        trade.EnumerateObject().All(member => members.Any(member.NameEquals))
            ? null
            : ("trade", $"may have no other members than: {string.Join(", ", members)}");
}
