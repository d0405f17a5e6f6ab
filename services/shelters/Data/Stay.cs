using Microsoft.EntityFrameworkCore;

namespace ReferralNetwork.Shelters.Data;

/// <summary>What a house knows of a stay beyond what the ledger does.</summary>
internal sealed class Stay
{
    public required Guid AttemptId { get; init; }

    /// <summary>Where she goes next: one of <see cref="SheltersKind.Stays"/>; null: not known.</summary>
    public string? Onward { get; set; }
    public DateTimeOffset? HealthCheckOfferedAt { get; set; }
    public int Version { get; set; }

    /// <summary>The stay of an attempt, created if there is none, with a new version.</summary>
    public static async Task<Stay> Of(SheltersDb db, Guid attemptId, CancellationToken ct)
    {
        var stay = await db.Stays.SingleOrDefaultAsync(s => s.AttemptId == attemptId, ct);
        if (stay is null)
            db.Add(stay = new Stay { AttemptId = attemptId });
        stay.Version++;
        return stay;
    }
}
