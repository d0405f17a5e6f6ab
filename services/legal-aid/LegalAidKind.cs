using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Capacity;
using ReferralNetwork.Capacity.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.LegalAid.Data;

namespace ReferralNetwork.LegalAid;

/// <summary>A pool of matters takes one or more kinds of matter; a lawyer of the desk's panel is given each.</summary>
internal sealed class LegalAidKind(LegalAidDb db) : IKind
{
    /// <summary>The kinds of matter that a lawyer may take.</summary>
    public static readonly CodeList Matters = KindDescriptor.Of("legal-aid").Offers;

    public (string Field, string Message)? CheckPool(JsonElement trade) =>
        TradeMembers.Only(trade, "matters") ?? TradeMembers.Codes(trade, "matters", Matters);

    public async Task<IReadOnlyDictionary<Guid, JsonObject>> Describe(
        IReadOnlyCollection<Guid> attempts,
        Viewer viewer,
        CancellationToken ct
    ) =>
        viewer == Viewer.Referrer
            ? await Extension.Nothing
            : (
                await db
                    .Matters.AsNoTracking()
                    .Where(matter => attempts.Contains(matter.AttemptId) && matter.AssignedTo != null)
                    .ToListAsync(ct)
            ).ToDictionary(matter => matter.AttemptId, matter => new JsonObject { ["assignedTo"] = matter.AssignedTo });

    // A matter that was refused was never the desk's: no mark of its parties is kept.
    public Task Erase(Attempt attempt, CancellationToken ct) =>
        db.ConflictMarks.Where(mark => mark.AttemptId == attempt.Id).ExecuteDeleteAsync(ct);
}
