using Microsoft.EntityFrameworkCore;
using ReferralNetwork.Contracts.V1;
using ReferralNetwork.Platform.Data;
using ReferralNetwork.Platform.Messaging;
using ReferralNetwork.Referrals.Data;

namespace ReferralNetwork.Referrals.Consumers;

/// <summary>Keeps what she answered her provider months after its help, for whoever referred her.</summary>
internal sealed class OutcomeMeasuredHandler(ReferralsDb db, DatabaseClock clock) : IHandle<OutcomeMeasured>
{
    public async Task Handle(OutcomeMeasured m, Delivery delivery, CancellationToken ct)
    {
        var referral = await db.Referrals.SingleAsync(r => r.Id == m.ReferralId, ct);
        var earlier = await db.Measured.SingleOrDefaultAsync(
            o => o.AttemptId == m.AttemptId && o.Measure == m.Measure,
            ct
        );
        if (earlier is null)
            db.Add(MeasuredOutcome.Of(m));
        else
            earlier.Take(m);
        referral.Changed(await clock.Now(ct));
    }
}
