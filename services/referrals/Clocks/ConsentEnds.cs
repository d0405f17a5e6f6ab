using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Referrals.Data;
using ReferralNetwork.Referrals.Domain;
using ReferralNetwork.Referrals.Features;

namespace ReferralNetwork.Referrals.Clocks;

/// <summary>Reminds the referrer of a consent that ends soon, so that she can be asked again. One that has ended
/// cancels what has not begun, and ends the sharing of what has (rule 5).</summary>
internal static class ConsentEnds
{
    private const string Clock = "clock";
    private const int AtOnce = 200;

    public static Task Tell(IServiceProvider services, ReferralsDb db, DateTimeOffset now, CancellationToken ct) =>
        Each(
            services,
            db,
            db.Consents.Where(c => c.RemindAt <= now).OrderBy(c => c.RemindAt),
            (consent, referral) =>
            {
                consent.RemindAt = ConsentRules.NextReminder(consent, now);
                var end =
                    NeedsConsent(referral) ? consent.ExpiresAt
                    : IsAskedAfterwards(referral) ? consent.EndOf(Purpose.FollowUp)
                    : null;
                if (ConsentRules.EndsSoon(consent, end, now))
                    Alarm(db, referral, Alerts.ConsentEnding, now);
            },
            ct
        );

    public static Task Act(IServiceProvider services, ReferralsDb db, DateTimeOffset now, CancellationToken ct) =>
        Each(
            services,
            db,
            db.Consents.Where(c => c.EndAt <= now).OrderBy(c => c.EndAt),
            (consent, referral) =>
            {
                (consent.EndAt, consent.RemindAt) = (null, ConsentRules.NextReminder(consent, now));
                if (!NeedsConsent(referral))
                    return;
                Alarm(db, referral, Alerts.ConsentExpired, now);
                if (AttemptTable.Allows("withdraw", referral.Status))
                {
                    ReferralLifecycle.Move(referral, "withdraw");
                    ReferralLifecycle.Record(db, referral, Clock, now, Alerts.ConsentExpired);
                }
                ReferralLifecycle.Withdraw(db, referral, Alerts.ConsentExpired, Clock, now);
            },
            ct
        );

    private static bool IsAskedAfterwards(Referral referral) => referral.Status == Status.Completed;

    private static bool NeedsConsent(Referral referral) => !referral.IsFinal && Status.Open.Contains(referral.Status);

    private static void Alarm(ReferralsDb db, Referral referral, string code, DateTimeOffset now)
    {
        referral.Changed(now);
        db.Add(Alert.Of(referral, code, coordinator: false, now));
    }

    private static async Task Each(
        IServiceProvider services,
        ReferralsDb db,
        IQueryable<ConsentReceipt> due,
        Action<ConsentReceipt, Referral> act,
        CancellationToken ct
    )
    {
        if (!await due.AnyAsync(ct))
            return;
        await services
            .GetRequiredService<UnitOfWork>()
            .Run(
                async () =>
                {
                    foreach (
                        var one in await due.Take(AtOnce)
                            .Join(db.Referrals, c => c.ReferralId, r => r.Id, (c, r) => new { c, r })
                            .ToListAsync(ct)
                    )
                        act(one.c, one.r);
                },
                ct
            );
    }
}
