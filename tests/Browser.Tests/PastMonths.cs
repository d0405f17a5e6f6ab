using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.AllInOne;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain.Figures;
using ReferralNetwork.Referrals.Indexing;

namespace ReferralNetwork.Browser.Tests;

/// <summary>Two months in which the demo's houses were asked, as they would have been written down then; and their end.</summary>
internal static class PastMonths
{
    private static readonly Survivor Somebody = new("female", 24, false, ["km"], [], 0, [], []);

    /// <summary>Elsewhere few are asked for, and fewer found.</summary>
    private static readonly string[] Busy = ["01", "02", "03", "08", "12", "17", "18"];

    public static async Task Add(Network network)
    {
        var services = network.Host("referrals").Services;
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ReferralsDb>();
            var last = Month.Of(Month.Of(DateTimeOffset.UtcNow).From.AddDays(-1));
            var pools = (await db.Availability.AsNoTracking().ToListAsync()).Select(row => row.State).OrderBy(pool => (pool.Area.District, pool.Kind, pool.Capacity.Maximum, pool.Name.En)).ToList();
            foreach (var (month, share) in new[] { (Month.Of(last.From.AddDays(-1)), 2), (last, 1) })
                foreach (var (i, pool) in pools.Index())
                    for (var n = 0; n < i * 7 % (Busy.Contains(pool.Area.Province) ? 23 : 3) / share; n++) db.AddRange(Asked(pool, month.From.AddHours(n * 29 % 640), n));
            await db.SaveChangesAsync();
        }
        await ActivatorUtilities.CreateInstance<MonthEnd>(services).Close(CancellationToken.None);
    }

    // Most are accepted and most of those have ended; some are refused, and some of these find nobody.
    private static IEnumerable<object> Asked(AvailabilityChanged pool, DateTimeOffset at, int n)
    {
        var (id, attempt, refused, ended) = (Guid.CreateVersion7(at), Guid.NewGuid(), n % 4 == 3, n % 3 < 2);
        var (status, business) = refused ? (Status.Rejected, "staff") : ended ? (Status.Completed, n % 9 == 4 ? Business.Left : Codes.Outcomes.ElementAt(n % 5 % 3)) : (Status.Accepted, Business.Accepted);
        yield return new Referral
        {
            Id = id, CaseCode = "7F3K-92QD", OrganisationId = Guid.NewGuid(), OrganisationName = "Helping Hands", Kind = pool.Kind, Urgency = Codes.Urgencies.ElementAt(n % 7 % 3),
            Survivor = Somebody, Plan = [pool.PoolId], ContinueOnRefusal = true, Waitlist = false, Status = status, BusinessStatus = business, CreatedAt = at, RequestedAt = at, UpdatedAt = at,
        };
        yield return new KnownAttempt
        {
            Id = attempt, ReferralId = id, Round = 1, Ordinal = 0, PoolId = pool.PoolId, OrganisationId = pool.OrganisationId, OrganisationName = pool.OrganisationName,
            Version = 3, Status = status, BusinessStatus = business, PlanExhausted = refused && n % 8 == 3,
        };
        var steps = new List<(string Status, string Business, int Minutes)> { (Status.Received, Business.Held, 0), refused ? (status, business, 200 + n) : (Status.Accepted, Business.Accepted, 20 + n) };
        if (!refused && ended) steps.Add((status, business, 3000));
        foreach (var (i, step) in steps.Index())
            yield return new HistoryRow
            {
                SubjectId = attempt, SubjectVersion = i + 1, ReferralId = id, PoolId = pool.PoolId, At = at.AddMinutes(step.Minutes), Status = step.Status, BusinessStatus = step.Business, By = "service",
            };
    }
}
