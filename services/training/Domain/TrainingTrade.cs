using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Training.Domain;

/// <summary>A pool of seats is one intake of a course, or a course that one may begin at any time.</summary>
public static class TrainingTrade
{
    /// <summary>What is taught: literacy, life skills and school return as well as trades.</summary>
    public static readonly CodeList Courses = new(
        "literacy",
        "life-skills",
        "school-return",
        "sewing",
        "weaving",
        "hair-beauty",
        "cooking",
        "hospitality",
        "motorcycle-repair",
        "machine-repair",
        "electrical",
        "agriculture",
        "livestock",
        "handicraft",
        "computer",
        "languages",
        "business-start"
    );

    public static readonly CodeList Levels = new("basic", "intermediate", "advanced");
    public static readonly CodeList Certificates = new("none", "centre", "national");

    /// <summary>In a class, or with an employer.</summary>
    public static readonly CodeList Forms = new("class", "apprenticeship");

    /// <summary>What a learner brings along.</summary>
    public static readonly CodeList Prerequisites = new(
        "reads-khmer",
        "counts",
        "finished-grade-6",
        "finished-grade-9",
        "own-tools",
        "id"
    );

    /// <summary>What a learner is expected at.</summary>
    public static readonly CodeList Dates = new("screening", "first-day", "exam", "employer-visit");

    /// <summary>What came of trying her out.</summary>
    public static readonly CodeList Screenings = new("fit", "fit-with-help", "not-yet");

    public static readonly CodeList Marks = new("present", "absent", "excused");

    public static readonly Trade Trade = new("training", "training", "seat", Check)
    {
        Agenda = Dates,
        MayAccept = MayAccept,
    };

    private const string Screening = "screening";

    private static readonly Dictionary<string, Func<JsonElement, string, (string, string)?>> Optional = new()
    {
        ["level"] = (trade, member) => Trade.Code(trade, member, Levels),
        ["languages"] = (trade, member) => Trade.Codes(trade, member, Codes.Languages),
        ["weeks"] = (trade, member) => Trade.Whole(trade, member, 1, 260),
        ["certificate"] = (trade, member) => Trade.Code(trade, member, Certificates),
        ["boarding"] = Trade.Flag,
        ["childCare"] = Trade.Flag,
        ["stipend"] = Trade.Flag,
        [Screening] = Trade.Flag,
        ["prerequisites"] = (trade, member) => Trade.Codes(trade, member, Prerequisites),
        ["form"] = (trade, member) => Trade.Code(trade, member, Forms),
        ["employer"] = Employer,
    };

    private static (string, string)? Check(JsonElement trade) =>
        Trade.Only(trade, ["course", .. Optional.Keys])
        ?? Trade.Code(trade, "course", Courses)
        ?? Optional
            .Where(member => trade.TryGetProperty(member.Key, out _))
            .Select(member => member.Value(trade, member.Key))
            .FirstOrDefault(fault => fault is not null);

    private static (string, string)? Employer(JsonElement trade, string member) =>
        !trade.TryGetProperty("form", out var form)
        || form.ValueKind != JsonValueKind.String
        || !form.ValueEquals("apprenticeship")
            ? ($"trade.{member}", "is said of an apprenticeship alone")
            : Trade.Text(trade, member, 100);

    // No state of its own: the states are the network's, and whether she fits is known before the answer, not after it.
    private static string? MayAccept(Pool pool, Attempt attempt) =>
        pool.Trade is not null
        && JsonElement.Parse(pool.Trade).TryGetProperty(Screening, out var asked)
        && asked.GetBoolean()
        && attempt.Screening is not ("fit" or "fit-with-help")
            ? "screening-needed"
            : null;
}
