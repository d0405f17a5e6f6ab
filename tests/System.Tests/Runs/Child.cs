using System.Text.Json.Nodes;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Requests for somebody who is or may be a child, with all that is asked then.</summary>
internal static class Child
{
    public static JsonObject Referral(string kind, Guid pool, int age, string guardian)
    {
        var body = Given.Referral(kind, [pool]);
        body["survivor"]!["age"] = age;
        var consent = body["consent"]!;
        (consent["assent"], consent["guardian"], consent["bestInterest"]) = ("yes", guardian, BestInterest());
        return body;
    }

    private static JsonObject BestInterest() =>
        new()
        {
            ["role"] = "social worker",
            ["at"] = DateTimeOffset.UtcNow.ToString("O"),
            ["options"] = "a house or an aunt",
            ["views"] = "wants to stay",
            ["why"] = "It is safe there.",
        };
}
