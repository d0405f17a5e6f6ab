using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Training.Data;

/// <summary>A fund with a number of grants; like a place, each is given once.</summary>
internal sealed class Fund
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required LocalText Name { get; set; }

    /// <summary>Number of grants.</summary>
    public required int Grants { get; init; }

    /// <summary>Number of grants given; never more than <see cref="Grants"/>.</summary>
    public int Given { get; init; }

    /// <summary>The last day on which a grant is given; null: no end.</summary>
    public DateOnly? Until { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>A grant of a fund for one attempt.</summary>
internal sealed class Grant
{
    public required Guid AttemptId { get; init; }
    public required Guid FundId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }

    /// <summary>Returns an attempt's grant, if it has one, to its fund.</summary>
    public static async Task GiveBack(TrainingDb db, Guid attemptId, CancellationToken ct)
    {
        var fund = await db
            .Grants.Where(g => g.AttemptId == attemptId)
            .Select(g => (Guid?)g.FundId)
            .SingleOrDefaultAsync(ct);
        if (fund is null || await db.Grants.Where(g => g.AttemptId == attemptId).ExecuteDeleteAsync(ct) == 0)
            return;
        await db
            .Funds.Where(f => f.Id == fund)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.Given, f => f.Given - 1), ct);
    }
}
