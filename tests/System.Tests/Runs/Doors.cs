using System.Net;
using System.Text.RegularExpressions;
using ReferralNetwork.System.Tests.Races;

namespace ReferralNetwork.System.Tests.Runs;

/// <summary>Every route of the API's document that is read, but streams, which ask by the same queries.</summary>
internal static partial class Doors
{
    /// <summary>Tries all of them, by each of her ids.</summary>
    /// <returns>Those by which the reader is told something of her: that open to her ids, or name her.</returns>
    public static async Task<IReadOnlyList<string>> DoorsTo(this Api reader, Guid referral, Guid attempt, string code)
    {
        var document = (await reader.Get("/openapi/v1.json")).MustBe(HttpStatusCode.OK);
        var doors = document["paths"]!
            .AsObject()
            .Where(path => path.Value!["get"] is not null)
            .Select(path => path.Key)
            .Where(path => path.StartsWith("/api/", StringComparison.Ordinal))
            .Where(path => !path.EndsWith("/stream", StringComparison.Ordinal))
            .ToList();
        doors.Count.ShouldBeGreaterThan(50);
        var open = new List<string>();
        foreach (var door in doors)
        {
            var asked = new[] { referral, attempt }.Select(id => Parameter().Replace(door, $"{id}"));
            foreach (var path in asked.Distinct())
            {
                var answer = await reader.Get($"{path}?limit=200");
                if (answer.Code == 200 && (path != door || Names(answer)))
                    open.Add(door);
            }
        }
        return open;

        bool Names(Answer answer) =>
            new[] { $"{referral}", $"{attempt}", code }.Any(answer.Body.ToJsonString().Contains);
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
