using System.Text.Json;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Writing;

namespace ReferralNetwork.Capacity;

/// <summary>What makes one kind different from the others; the ledger is the same for all.</summary>
/// <param name="Kind">The code in events and referrals, such as <c>shelter</c>.</param>
/// <param name="Route">The path segment after <c>/api/</c>, such as <c>shelters</c>.</param>
/// <param name="Unit">What is counted: bed, seat, appointment, matter.</param>
/// <param name="Check">Reads the <c>trade</c> member of a pool; answers (field, message) of the first fault, or null.</param>
public sealed record Trade(
    string Kind,
    string Route,
    string Unit,
    Func<JsonElement, (string Field, string Message)?> Check
)
{
    /// <summary>Where one may go on to from here; null where nobody plans it.</summary>
    public IReadOnlyCollection<string>? Onward { get; init; }

    /// <summary>So soon after arrival a health check is to be offered; null where none is.</summary>
    public TimeSpan? HealthCheckWithin { get; init; }

    /// <summary>What may be on the agenda of somebody accepted; null where nothing is.</summary>
    public CodeList? Agenda { get; init; }

    /// <summary>Whether places are kept for a group before anybody of it is known.</summary>
    public bool TakesGroups { get; init; }

    /// <summary>Whether a pool turns nobody away for papers, by its <c>trade</c> member: where a night or an hour counts.</summary>
    public Func<JsonElement?, bool> AsksNoPapers { get; init; } = _ => false;

    /// <summary>Asked before somebody is accepted; answers the reason why not yet, or null.</summary>
    internal Func<Pool, Attempt, string?>? MayAccept { get; init; }

    /// <summary>Runs once in the transaction that ends an attempt of somebody who has not come: what was kept for her is given back.</summary>
    internal Func<CapacityDb, Attempt, CancellationToken, Task>? NeverCame { get; init; }

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
        && Written.SaysSomething(text)
        && text.Length <= maxLength
        && !text.Any(char.IsControl)
            ? null
            : ($"trade.{member}", $"is a text of at most {maxLength} characters");

    /// <summary>No member that the kind does not know. Its name is the caller's own text and is not repeated.</summary>
    public static (string, string)? Only(JsonElement trade, params string[] members) =>
        trade.EnumerateObject().All(member => members.Any(member.NameEquals))
            ? null
            : ("trade", $"may have no other members than: {string.Join(", ", members)}");
}
