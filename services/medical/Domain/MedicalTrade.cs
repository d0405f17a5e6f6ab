using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Medical.Domain;

/// <summary>A pool of appointments gives one or more services.</summary>
public static class MedicalTrade
{
    /// <summary>What is treated, counselling and substance use included, whoever gives it.</summary>
    public static readonly CodeList Services = new(
        "emergency", "forensic", "pep", "emergency-contraception", "sti", "hiv-test", "hiv-care", "pregnancy", "injury",
        "mental-health", "counselling", "substance-use", "dental", "disability");

    /// <summary>What follows the first visit.</summary>
    public static readonly CodeList Visits = new("visit", "examination", "counselling-session", "next-dose", "certificate");

    public static readonly Trade Trade = new("medical", "medical", "appointment", Check) { Agenda = Visits };

    private static (string, string)? Check(JsonElement trade) => Trade.Only(trade, "services") ?? Trade.Codes(trade, "services", Services);
}
