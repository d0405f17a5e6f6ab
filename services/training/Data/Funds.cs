using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;

namespace ReferralNetwork.Training.Data;

/// <summary>A fund with a number of grants: one is given once, as a place is.</summary>
internal sealed class Fund
{
    public required Guid Id { get; init; }
    public required Guid OrganisationId { get; init; }
    public required LocalText Name { get; set; }

    /// <summary>How many there are.</summary>
    public required int Grants { get; init; }

    /// <summary>How many are given; never more than there are.</summary>
    public int Given { get; init; }

    /// <summary>No grant is given after it.</summary>
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

    /// <summary>That of an attempt, if it has one, is its fund's again.</summary>
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
