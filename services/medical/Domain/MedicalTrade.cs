using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Medical.Domain;

/// <summary>A pool of appointments gives one or more services.</summary>
public static class MedicalTrade
{
    /// <summary>What is treated, counselling and substance use included, whoever gives it.</summary>
    public static readonly CodeList Services = new(
        "emergency",
        "forensic",
        "pep",
        "emergency-contraception",
        "sti",
        "hiv-test",
        "hiv-care",
        "pregnancy",
        "injury",
        "mental-health",
        "counselling",
        "substance-use",
        "dental",
        "disability"
    );

    /// <summary>What follows the first visit.</summary>
    public static readonly CodeList Visits = new(
        "visit",
        "examination",
        "counselling-session",
        "next-dose",
        "certificate"
    );

    /// <summary>What a clinic keeps of somebody under seal.</summary>
    public static readonly CodeList Documents = new("forensic-report", "test-result");

    /// <summary>Of these, what may be given to somebody else. What a test showed never leaves the clinic.</summary>
    public static readonly CodeList Released = new("forensic-report");

    /// <summary>What a document is given out upon.</summary>
    public static readonly CodeList Bases = new("consent", "court-order");

    /// <summary>How she can have agreed: the ways of every consent.</summary>
    public static readonly CodeList Ways = new("spoken", "thumbprint", "signed", "signed-language");

    public static readonly Trade Trade = new("medical", "medical", "appointment", Check)
    {
        Agenda = Visits,
        AsksNoPapers = _ => true,
    };

    private static (string, string)? Check(JsonElement trade) =>
        Trade.Only(trade, "services") ?? Trade.Codes(trade, "services", Services);
}
