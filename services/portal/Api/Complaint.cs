using System.Text.Json.Nodes;

namespace ReferralNetwork.Portal.Api;

/// <summary>Sends a complaint about a partner, from any page on which one works with it.</summary>
internal static class Complaint
{
    /// <returns>Key of the message to show, below <c>told.</c> in the texts.</returns>
    public static async Task<string> Say(NetworkApi api, Guid about, string? words)
    {
        var answer = await api.Post<JsonObject>("/api/complaints", new { about, text = FormText.Text(words) ?? "" });
        return answer.Refusal?.Told ?? "complained";
    }
}
