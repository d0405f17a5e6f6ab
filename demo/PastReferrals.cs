using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Referrals.Clocks;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Features;

namespace ReferralNetwork.Demo;

/// <summary>A past referral to one pool, with its whole course.</summary>
/// <param name="Said">What the provider's service told of it, in order.</param>
/// <param name="NobodyElse">True: the provider that refused her was the last of the plan.</param>
/// <param name="IsAsked">True: its follow-ups are created.</param>
/// <param name="Measured">What the provider heard long after, by measure.</param>
public sealed record PastReferral(
    Party Owner,
    Guid PoolId,
    string Urgency,
    DateTimeOffset SentAt,
    IReadOnlyList<(string Status, string Business, DateTimeOffset At)> Said,
    bool NobodyElse,
    bool IsAsked,
    IReadOnlyList<(string Measure, string Result, DateTimeOffset At)>? Measured = null
);

/// <summary>For the demo alone: stores past referrals as they would have been stored then, and closes the months that
/// are due. Their figures are counted and hidden as always.</summary>
public static class PastReferrals
{
    private const string By = "service";

    private static readonly Dictionary<string, string> LastMove = new()
    {
        [Status.Completed] = "confirm-outcome",
        [Status.Requested] = "withdraw",
        [Status.Failed] = "withdraw",
    };

    /// <param name="referrals">Services of a referrals host, started or not.</param>
    /// <param name="pools">How many pools were published; waits until all of them have arrived here.</param>
    /// <param name="happened">Makes the past referrals from the pools that are known and the time that it is
    /// now.</param>
    public static async Task Load(
        IServiceProvider referrals,
        int pools,
        Func<IReadOnlyList<AvailabilityChanged>, DateTimeOffset, IEnumerable<PastReferral>> happened,
        CancellationToken ct
    )
    {
        await using var scope = referrals.CreateAsyncScope();
        var (db, work) = (
            scope.ServiceProvider.GetRequiredService<ReferralsDb>(),
            scope.ServiceProvider.GetRequiredService<UnitOfWork>()
        );
        while (await db.Availability.CountAsync(ct) < pools)
            await Task.Delay(50, ct);
        var known = (await db.Availability.AsNoTracking().ToListAsync(ct)).ToDictionary(
            row => row.PoolId,
            row => row.State
        );
        var now = await scope.ServiceProvider.GetRequiredService<DatabaseClock>().Now(ct);
        // All in one transaction: a month must not be closed with only a part of it.
        await work.Run(
            () =>
            {
                foreach (var one in happened([.. known.Values], now))
                    Write(db, one, known[one.PoolId]);
                return Task.CompletedTask;
            },
            ct
        );
        await ActivatorUtilities.CreateInstance<MonthEnd>(referrals).Close(ct);
    }

    private static void Write(ReferralsDb db, PastReferral past, AvailabilityChanged pool)
    {
        var referral = new Referral
        {
            Id = Guid.CreateVersion7(past.SentAt),
            CaseCode = CaseCode.New(),
            OrganisationId = past.Owner.Id,
            OrganisationName = past.Owner.Name,
            Kind = pool.Kind,
            Urgency = past.Urgency,
            Survivor = Fitting(pool.Eligibility),
            Plan = [pool.PoolId],
            ContinueOnRefusal = true,
            Waitlist = false,
            CreatedAt = past.SentAt,
            RequestedAt = past.SentAt,
            UpdatedAt = past.SentAt,
        };
        db.Add(referral);
        ReferralLifecycle.Record(db, referral, By, past.SentAt);

        var id = Guid.CreateVersion7(past.SentAt);
        AttemptSnapshot? attempt = null;
        foreach (var (i, (status, business, at)) in past.Said.Index())
        {
            var said = new AttemptChanged(
                id,
                i + 1,
                referral.Id,
                1,
                0,
                pool.Kind,
                pool.PoolId,
                pool.OrganisationId,
                pool.OrganisationName,
                status,
                business,
                null,
                null,
                null,
                null,
                status == Status.Completed ? business : null,
                status == Status.Completed ? "planned" : null,
                past.NobodyElse && i == past.Said.Count - 1,
                By,
                at
            );
            if (attempt is null)
                db.Add(attempt = AttemptSnapshot.Of(said));
            attempt.Take(said);
            db.Add(HistoryRow.Of(said));
            referral.Changed(at);
        }
        (referral.Status, referral.BusinessStatus) = ReferralStatusProjection.Of([attempt!])!.Value;
        var ended = past.Said[^1].At;
        if (past.IsAsked)
            db.AddRange(
                FollowUps.After(
                    referral.Id,
                    referral.OrganisationId,
                    1,
                    "planned",
                    ended,
                    NetworkTime.AddMonths(ended, 13)
                )
            );

        foreach (var (measure, result, at) in past.Measured ?? [])
            db.Add(MeasuredOutcome.Of(new OutcomeMeasured(id, referral.Id, referral.Kind, measure, result, By, at)));

        // Leaves nothing open: an outcome is confirmed, and whoever was refused has found help elsewhere.
        if (LastMove.GetValueOrDefault(referral.Status) is not { } move)
            return;
        ReferralLifecycle.Move(referral, move);
        if (referral.BusinessStatus == Business.Confirmed)
            referral.ClosedAt = ended;
        ReferralLifecycle.Record(db, referral, By, ended, reason: move == "withdraw" ? "found-elsewhere" : null);
    }

    private static Survivor Fitting(Eligibility eligibility) =>
        new(
            eligibility.Sexes is [var sex, ..] ? sex : "female",
            Math.Clamp(24, eligibility.MinAge ?? 0, eligibility.MaxAge ?? 120),
            false,
            ["km"],
            [],
            0,
            [],
            []
        );
}
