using ReferralNetwork.AllInOne;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Demo;
using ReferralNetwork.Referrals.Domain.Figures;

namespace ReferralNetwork.Browser.Tests;

/// <summary>Two months in which the demo's houses were asked, and their end; alike at each run.</summary>
internal static class PastMonths
{
    private static readonly Party Sender = new(Guid.NewGuid(), "Helping Hands");

    /// <summary>Elsewhere few are asked for, and fewer found.</summary>
    private static readonly string[] Busy = ["01", "02", "03", "08", "12", "17", "18"];

    public static Task Add(Network network) =>
        PastReferrals.Load(network.Host("referrals").Services, pools: 0, Sent, CancellationToken.None);

    private static IEnumerable<PastReferral> Sent(IReadOnlyList<AvailabilityChanged> all, DateTimeOffset now)
    {
        var last = Month.Of(Month.Of(now).From.AddDays(-1));
        var pools = all.OrderBy(pool => (pool.Area.District, pool.Kind, pool.Capacity.Maximum, pool.Name.En)).ToList();
        foreach (var (month, share) in new[] { (Month.Of(last.From.AddDays(-1)), 2), (last, 1) })
        foreach (var (i, pool) in pools.Index())
            for (var n = 0; n < i * 7 % (Busy.Contains(pool.Area.Province) ? 23 : 3) / share; n++)
                yield return One(pool, month.From.AddHours(n * 29 % 640), n);
    }

    // Most are accepted and most of those have ended; some are refused, and some of these find nobody.
    private static PastReferral One(AvailabilityChanged pool, DateTimeOffset at, int n)
    {
        var refused = n % 4 == 3;
        var said = new List<(string, string, DateTimeOffset)>
        {
            (Status.Received, Business.Held, at),
            refused
                ? (Status.Rejected, "staff", at.AddMinutes(200 + n))
                : (Status.Accepted, Business.Accepted, at.AddMinutes(20 + n)),
        };
        if (!refused && n % 3 < 2)
            said.Add(
                (
                    Status.Completed,
                    n % 9 == 4 ? Business.Left : Codes.Outcomes.ElementAt(n % 5 % 3),
                    at.AddMinutes(3000)
                )
            );
        var worked =
            pool.Kind == "training" && said[^1].Item1 == Status.Completed
                ? new[]
                {
                    (
                        "work-at-three-months",
                        KindDescriptor.Of("training").Lists["work"].ElementAt(n % 5 % 3),
                        at.AddMinutes(3100)
                    ),
                }
                : null;
        return new(
            Sender,
            pool.PoolId,
            Codes.Urgencies.ElementAt(n % 7 % 3),
            at,
            said,
            NobodyElse: refused && n % 8 == 3,
            IsAsked: false,
            worked
        );
    }
}
