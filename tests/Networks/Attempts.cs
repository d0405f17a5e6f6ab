using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace ReferralNetwork.Testing;

/// <summary>What houses know a referral by. No house is told whose attempt it has: its referrer is, and the databases
/// know.</summary>
public static class Attempts
{
    private static readonly string[] Services = ["shelters", "training", "medical", "legal-aid"];

    /// <summary>Of a network over SQLite: the house's live attempt, else its open one, else its latest.</summary>
    /// <param name="folder">Where its databases are.</param>
    /// <param name="organisation">The house's; any house when left out.</param>
    /// <returns>The referral's own id where no house was asked yet: nobody knows it by that.</returns>
    public static Guid Of(string folder, Guid referral, Guid? organisation = null)
    {
        foreach (var service in Services)
        {
            using var db = new SqliteConnection($"Data Source={Path.Combine(folder, service)}.db");
            db.Open();
            using var command = db.CreateCommand();
            command.CommandText = """
                SELECT "Id" FROM "Attempts" WHERE "ReferralId" = $referral AND ($organisation IS NULL OR "OrganisationId" = $organisation)
                ORDER BY "Status" IN ('requested', 'received', 'accepted', 'ready', 'in-progress') DESC, "EndedAt" IS NULL DESC, "Round" DESC, "Ordinal" DESC
                LIMIT 1
                """;
            command.Parameters.AddWithValue("$referral", referral);
            command.Parameters.AddWithValue("$organisation", (object?)organisation ?? DBNull.Value);
            if (command.ExecuteScalar() is string id)
                return Guid.Parse(id);
        }
        return referral;
    }

    /// <summary>As the referrer sees them: the last that was made. Waits until one is.</summary>
    public static async Task<Guid> LastOf(HttpClient referrer, Guid referral)
    {
        var asked = await Eventually.Get(
            async () =>
                (await referrer.GetFromJsonAsync<JsonObject>($"/api/referrals/{referral}"))!["attempts"]!.AsArray(),
            attempts => attempts.Count > 0,
            "a house is asked"
        );
        return (Guid)asked[^1]!["attemptId"]!;
    }
}
