using System.Text.Json.Nodes;

namespace ReferralNetwork.System.Tests.Races;

/// <summary>Requests that are in order; a test changes what it is about.</summary>
internal static class Given
{
    public static JsonObject Site(string name) =>
        new()
        {
            ["name"] = new JsonObject { ["en"] = name },
            ["area"] = new JsonObject { ["district"] = "0102" },
            ["public"] = false,
            ["address"] = "House 000, Example Road",
        };

    public static JsonObject Pool(int maximum, string access = "places", int occupied = 0) =>
        new()
        {
            ["name"] = new JsonObject { ["en"] = "Pool of a test" },
            ["maximum"] = maximum,
            ["occupied"] = occupied,
            ["access"] = access,
            ["eligibility"] = new JsonObject { ["sexes"] = new JsonArray("female", "male", "other"), ["minAge"] = 0 },
        };

    /// <summary>A grown woman who agreed to everything.</summary>
    public static JsonObject Referral(string kind, Guid[] plan, string urgency = "emergency", bool waitlist = false) =>
        new()
        {
            ["kind"] = kind,
            ["urgency"] = urgency,
            ["plan"] = new JsonArray([.. plan.Select(id => JsonValue.Create(id))]),
            ["waitlist"] = waitlist,
            ["survivor"] = new JsonObject { ["sex"] = "female", ["age"] = 30 },
            ["consent"] = new JsonObject
            {
                ["purposes"] = new JsonArray("placement", "follow-up"),
                ["ends"] = new JsonObject { ["follow-up"] = DateTimeOffset.UtcNow.AddYears(2).ToString("O") },
                ["recipients"] = "plan",
                ["fields"] = new JsonArray("name", "contact", "narrative"),
                ["language"] = "km",
                ["how"] = "spoken",
                ["limitsExplained"] = true,
                ["alone"] = true,
                ["expiresAt"] = TimeProvider.System.GetUtcNow().AddDays(300).ToString("O"),
            },
            ["details"] = new JsonObject
            {
                ["name"] = "Test Example",
                ["contact"] = "none yet",
                ["narrative"] = "An example.",
            },
        };

    public static JsonObject Reason(string reason) => new() { ["reason"] = reason };
}
