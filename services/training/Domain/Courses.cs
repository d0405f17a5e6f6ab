using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Training.Domain;

/// <summary>What a course is, as its publisher describes it in the pool's <c>trade</c>, and the kind's lists of
/// codes.</summary>
internal static class Courses
{
    private static readonly KindDescriptor Kind = KindDescriptor.Of("training");

    /// <summary>The results of trying somebody out.</summary>
    public static readonly CodeList Screenings = Kind.Lists["screening"];
    public static readonly CodeList Marks = Kind.Lists["mark"];

    /// <summary>The answers about work, months after a course.</summary>
    public static readonly CodeList WorkResults = Kind.Lists["work"];

    private const string Screening = "screening";

    private static readonly Dictionary<string, Func<JsonElement, string, (string, string)?>> Optional = new()
    {
        ["level"] = (trade, member) => TradeMembers.Code(trade, member, Kind.Lists["level"]),
        ["languages"] = (trade, member) => TradeMembers.Codes(trade, member, Codes.Languages),
        ["weeks"] = (trade, member) => TradeMembers.Whole(trade, member, 1, 260),
        ["certificate"] = (trade, member) => TradeMembers.Code(trade, member, Kind.Lists["certificate"]),
        ["boarding"] = TradeMembers.Flag,
        ["childCare"] = TradeMembers.Flag,
        ["stipend"] = TradeMembers.Flag,
        [Screening] = TradeMembers.Flag,
        ["prerequisites"] = (trade, member) => TradeMembers.Codes(trade, member, Kind.Lists["prerequisite"]),
        ["form"] = (trade, member) => TradeMembers.Code(trade, member, Kind.Lists["form"]),
        ["employer"] = Employer,
    };

    public static (string, string)? Check(JsonElement trade) =>
        TradeMembers.Only(trade, ["course", .. Optional.Keys])
        ?? TradeMembers.Code(trade, "course", Kind.Offers)
        ?? Optional
            .Where(member => trade.TryGetProperty(member.Key, out _))
            .Select(member => member.Value(trade, member.Key))
            .FirstOrDefault(fault => fault is not null);

    /// <summary>Whether a course accepts only people whom it has tried out.</summary>
    /// <param name="trade">JSON, or null.</param>
    public static bool AsksForScreening(string? trade) =>
        trade is not null && JsonElement.Parse(trade).TryGetProperty(Screening, out var asked) && asked.GetBoolean();

    private static (string, string)? Employer(JsonElement trade, string member) =>
        !trade.TryGetProperty("form", out var form)
        || form.ValueKind != JsonValueKind.String
        || !form.ValueEquals("apprenticeship")
            ? ($"trade.{member}", "is said of an apprenticeship alone")
            : TradeMembers.Text(trade, member, 100);
}
