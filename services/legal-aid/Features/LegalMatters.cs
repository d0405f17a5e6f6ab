using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;
using ReferralNetwork.LegalAid.Domain;
using ReferralNetwork.Platform.Answers;

namespace ReferralNetwork.LegalAid.Features;

/// <summary>Facts about a matter, from its attempt and pool.</summary>
internal static class LegalMatters
{
    /// <returns>Null from acceptance to the end, else the refusal.</returns>
    public static Refused? RefuseUnlessTaken(Attempt attempt) =>
        attempt.Status is Status.Accepted or Status.Ready or Status.InProgress
            ? null
            : KindLedger.Refuse(attempt, $"A matter that is {attempt.Status} is given no lawyer and no complaint.");

    public static async Task<MatterFacts> Of(LegalAidDb db, Attempt attempt, CancellationToken ct)
    {
        var at = await (
            from pool in db.Pools
            join site in db.Sites on pool.SiteId equals site.Id
            where pool.Id == attempt.PoolId
            select new { pool.Trade, site.Area }
        ).SingleAsync(ct);
        return new(at.Area.Province, attempt.Survivor?.Languages ?? [], Kinds(at.Trade));
    }

    private static string[] Kinds(string? trade) =>
        trade is null ? [] : JsonSerializer.Deserialize<TradeJson>(trade, JsonSerializerOptions.Web)?.Matters ?? [];

    private sealed record TradeJson(string[]? Matters);
}
