using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Training.Domain;

/// <summary>A pool of seats is one course.</summary>
public static class TrainingTrade
{
    /// <summary>What is taught: literacy, life skills and school return as well as trades.</summary>
    public static readonly CodeList Courses = new(
        "literacy", "life-skills", "school-return", "sewing", "weaving", "hair-beauty", "cooking", "hospitality",
        "motorcycle-repair", "machine-repair", "electrical", "agriculture", "livestock", "handicraft", "computer",
        "languages", "business-start");

    /// <summary>What a learner is expected at.</summary>
    public static readonly CodeList Dates = new("screening", "first-day", "exam", "employer-visit");

    public static readonly Trade Trade = new("training", "training", "seat", Check) { Agenda = Dates };

    private static (string, string)? Check(JsonElement trade) => Trade.Only(trade, "course") ?? Trade.Code(trade, "course", Courses);
}
