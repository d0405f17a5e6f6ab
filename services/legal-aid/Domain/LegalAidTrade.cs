using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.LegalAid.Domain;

/// <summary>A pool of matters takes one or more kinds of matter.</summary>
public static class LegalAidTrade
{
    /// <summary>What a lawyer takes on.</summary>
    public static readonly CodeList Matters = new(
        "criminal-complaint",
        "civil-compensation",
        "labour-wages",
        "protection-order",
        "divorce-custody",
        "identity-papers",
        "immigration-return",
        "witness-support",
        "child-accused"
    );

    /// <summary>What a matter's calendar holds.</summary>
    public static readonly CodeList Dates = new("hearing", "filing-deadline", "interview", "meeting");

    public static readonly Trade Trade = new("legal-aid", "legal-aid", "matter", Check) { Agenda = Dates };

    private static (string, string)? Check(JsonElement trade) =>
        Trade.Only(trade, "matters") ?? Trade.Codes(trade, "matters", Matters);
}
