using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;

namespace ReferralNetwork.Demo;

/// <summary>Invented referrals of the months before the demo was loaded; the same at each load.</summary>
internal static class PastMonths
{
    private const int Months = 5;

    /// <summary>Provinces to which many referrals go; elsewhere there are so few that most counts of a month are
    /// suppressed.</summary>
    private static readonly string[] Busy = ["01", "02", "03", "08", "12", "17", "18"];

    /// <summary>The fictional sender of most of them. It has left the network, so that they are in nobody's
    /// list.</summary>
    private static readonly Party Gone = new(Guid.NewGuid(), "Example Partner That Has Left");

    /// <summary>Minutes until the provider's answer, by urgency: least and most.</summary>
    private static readonly Dictionary<string, (int Least, int Most)> Answer = new()
    {
        ["emergency"] = (4, 28),
        ["urgent"] = (60, 900),
        ["normal"] = (300, 5_000),
    };

    private sealed record KindsDemo(int[] DaysOfHelp);

    /// <summary>Days from arrival to the end of help, by kind: least and most.</summary>
    private static readonly Dictionary<string, (int Least, int Most)> Stay = DemoFiles
        .OfKinds<KindsDemo>("network.json")
        .ToDictionary(of => of.Kind.Code, of => (of.File.DaysOfHelp[0], of.File.DaysOfHelp[1]));

    private static readonly string[] Reasons = ["staff", "full", "wrong-age", "no-language", Business.NoResponse];
    private static readonly string[] Ends =
    [
        "helped",
        "helped",
        "partly-helped",
        "helped",
        Business.Left,
        "helped",
        "not-helped",
        "partly-helped",
        Business.Transferred,
    ];

    /// <summary>How many people gave the first, second and so on of the possible answers to a kind's first measure.
    /// Their help ended in the first of the months.</summary>
    private static readonly int[] Answers = [9, 7, 6, 0, 5, 2];

    /// <summary>Days since a stay has ended: the first person's follow-up is due now, the second one's is not
    /// yet.</summary>
    private static readonly int[] EndedDaysAgo = [33, 18];

    public static Task Load(IServiceProvider referrals, LoadedNetwork demo, CancellationToken ct)
    {
        var (id, name) = demo.Accounts.First(account => account.Roles.Contains(Roles.Caseworker)).Organisation;
        var caseworker = new Party(id, name);
        return PastReferrals.Load(
            referrals,
            demo.Pools,
            (pools, now) =>
                [.. Sent(pools, now), .. Measured(pools, caseworker, now), .. ToBeAsked(pools, caseworker, now)],
            ct
        );
    }

    private static IEnumerable<PastReferral> Sent(IEnumerable<AvailabilityChanged> all, DateTimeOffset now)
    {
        // A fixed seed, and pools sorted by names: ids differ at each load, names do not, so the result is the same.
        var dice = new Random(1);
        var pools = all.OrderBy(pool =>
                (pool.Area.Province, pool.Kind, pool.OrganisationName, pool.Name.En, pool.Capacity.Maximum)
            )
            .ToList();
        foreach (var back in Enumerable.Range(1, Months).Reverse())
        foreach (var pool in pools)
        {
            var (from, until) = (StartOfMonth(now, -back), StartOfMonth(now, 1 - back));
            for (var n = dice.Next(Busy.Contains(pool.Area.Province) ? 10 - back : 3); n > 0; n--)
                yield return One(pool, from + ((until - from) * dice.NextDouble()), now, dice);
        }
    }

    private static PastReferral One(AvailabilityChanged pool, DateTimeOffset at, DateTimeOffset now, Random dice)
    {
        var urgency = Codes.Urgencies.ElementAt(dice.Next(Codes.Urgencies.Count));
        var answered = at.AddMinutes(Between(Answer[urgency]));
        var said = new List<(string, string, DateTimeOffset)> { (Status.Received, Business.Held, at) };
        var refused = dice.Next(4) == 0;
        if (refused)
            said.Add((Status.Rejected, Reasons[dice.Next(Reasons.Length)], answered));
        else
        {
            var arrived = answered.AddHours(dice.Next(1, 12));
            var ended = arrived.AddDays(Between(Stay[pool.Kind]));
            said.Add((Status.Accepted, Business.Accepted, answered));
            said.Add((Status.InProgress, Business.Arrived, arrived));
            if (ended < now)
                said.Add((Status.Completed, Ends[dice.Next(Ends.Length)], ended));
        }
        return new(Gone, pool.PoolId, urgency, at, said, refused && dice.Next(2) == 0, IsAsked: false);

        int Between((int Least, int Most) range) => dice.Next(range.Least, range.Most + 1);
    }

    private static IEnumerable<PastReferral> Measured(
        IEnumerable<AvailabilityChanged> all,
        Party caseworker,
        DateTimeOffset now
    )
    {
        var sent = StartOfMonth(now, -Months).AddDays(1);
        var ended = sent.AddDays(24);
        return KindDescriptor
            .All.Where(kind => kind.Measures.Count > 0)
            .SelectMany(kind => OfKind(kind.Measures[0], kind, [.. all.Where(pool => pool.Kind == kind.Code)]));

        IEnumerable<PastReferral> OfKind(
            KindDescriptor.Measure measure,
            KindDescriptor kind,
            IReadOnlyList<AvailabilityChanged> pools
        ) =>
            kind.Lists[measure.List]
                .Zip(Answers, Enumerable.Repeat)
                .SelectMany(answers => answers)
                .Select(
                    (result, n) =>
                        new PastReferral(
                            n == 0 ? caseworker : Gone,
                            pools
                                .OrderBy(pool => (pool.OrganisationName, pool.Name.En))
                                .ElementAt(n % pools.Count)
                                .PoolId,
                            "normal",
                            sent,
                            [
                                (Status.Received, Business.Held, sent),
                                (Status.Accepted, Business.Accepted, sent.AddHours(5)),
                                (Status.InProgress, Business.Arrived, sent.AddHours(30)),
                                (Status.Completed, "helped", ended),
                            ],
                            NobodyElse: false,
                            IsAsked: false,
                            [(measure.Code, result, NetworkTime.AddMonths(ended, measure.Months).AddDays(1))]
                        )
                );
    }

    private static IEnumerable<PastReferral> ToBeAsked(
        IReadOnlyList<AvailabilityChanged> pools,
        Party caseworker,
        DateTimeOffset now
    ) =>
        EndedDaysAgo
            .Zip(
                pools
                    .Where(pool => Codes.Sleeping.Contains(pool.Kind))
                    .OrderByDescending(pool => pool.Capacity.Maximum),
                (days, pool) => (Ended: now.AddDays(-days), pool)
            )
            .Select(one => new PastReferral(
                caseworker,
                one.pool.PoolId,
                "urgent",
                one.Ended.AddDays(-20),
                [
                    (Status.Received, Business.Held, one.Ended.AddDays(-20)),
                    (Status.Accepted, Business.Accepted, one.Ended.AddDays(-19)),
                    (Status.InProgress, Business.Arrived, one.Ended.AddDays(-19)),
                    (Status.Completed, "helped", one.Ended),
                ],
                NobodyElse: false,
                IsAsked: true
            ));

    private static DateTimeOffset StartOfMonth(DateTimeOffset now, int months)
    {
        var today = NetworkTime.DayOf(now);
        return NetworkTime.StartOf(new DateOnly(today.Year, today.Month, 1).AddMonths(months));
    }
}
