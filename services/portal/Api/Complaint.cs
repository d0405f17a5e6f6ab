using System.Text.Json.Nodes;

namespace ReferralNetwork.Portal.Api;

/// <summary>From wherever one works with a partner, a complaint about it.</summary>
internal static class Complaint
{
    /// <returns>The key under <c>told</c> of what became of it.</returns>
    public static async Task<string> Say(NetworkApi api, Guid about, string? words)
    {
        var answer = await api.Post<JsonObject>("/api/complaints", new { about, text = FormText.Text(words) ?? "" });
        return answer.Refusal?.Told ?? "complained";
    }
}
