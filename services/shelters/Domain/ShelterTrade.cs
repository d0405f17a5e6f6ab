using System.Text.Json;
using ReferralNetwork.Capacity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Shelters.Domain;

/// <summary>A pool of beds offers one kind of stay.</summary>
public static class ShelterTrade
{
    /// <summary>How one stays: 1-network's list, of the field.</summary>
    public static readonly CodeList Stays = new(
        "transit",
        "drop-in",
        "emergency",
        "short-term",
        "long-term",
        "group-home",
        "foster",
        "kinship",
        "pagoda",
        "supported-independent"
    );

    /// <summary>Where one comes by night, without anything.</summary>
    private static readonly CodeList AtOnce = new("transit", "emergency");

    public static readonly Trade Trade = new("shelter", "shelters", EligibilityRules.Bed, Check)
    {
        Onward = Stays,
        HealthCheckWithin = TimeSpan.FromDays(30),
        TakesGroups = true,
        AsksNoPapers = trade =>
            trade?.TryGetProperty("stay", out var stay) == true && AtOnce.Contains(stay.GetString()!),
    };

    private static (string, string)? Check(JsonElement trade) =>
        Trade.Only(trade, "stay") ?? Trade.Code(trade, "stay", Stays);
}
