using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Capacity.Tests;

/// <summary>Fictional cases.</summary>
internal static class Given
{
    public static readonly Party Referrer = new(Guid.Parse("01010101-0000-7000-8000-000000000001"), "Helping Hands");

    public static readonly Survivor Survivor = new(
        "female",
        16,
        false,
        ["km"],
        ["trafficking", "medical", "hiv"],
        0,
        [],
        []
    );

    /// <summary>A body that is accepted, for each of the provider's actions.</summary>
    public static object BodyOf(string action, DateTimeOffset now) =>
        action switch
        {
            "reject" or "cancel" => new { reason = "staff", text = "two of us are ill" },
            "schedule" => new
            {
                at = now.AddHours(6),
                meetingPoint = "the bus station",
                escort = "Ms Srey",
            },
            "complete" => new { outcome = "helped", exit = "planned" },
            "end-early" => new { exit = "left-by-choice" },
            "extend" => new { until = now.AddDays(30) },
            _ => new { },
        };
}
